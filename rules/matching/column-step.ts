import { z } from 'zod'
import { plainSteps, type PlainStep } from './plain-steps.ts'

/** One step of deriving a column: a name of the table above, or the first or last characters. */
export const columnStepSchema = z.union([
  z.enum(Object.keys(plainSteps) as [PlainStep, ...PlainStep[]]),
  z.strictObject({ first: z.int().min(1) }),
  z.strictObject({ last: z.int().min(1) }),
  z.strictObject({ ngrams: z.int().min(2) }).meta({ description: 'its character n-grams, as a list of words' }),
])

export type ColumnStep = z.infer<typeof columnStepSchema>
