import { z } from 'zod'
import { planSchema } from './plan-schema.ts'

/** Where the committed copy stands in the repository; a test keeps it equal. */
export const planJsonSchemaPath = 'docs/touchstone.schema.json'

/** The plan's JSON Schema: the same zod schema that validates, seen from an editor. What is filled in by default may be left out. */
export function planJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' }) as Readonly<
    Record<string, unknown>
  >

  return {
    ...schema,
    title: 'Touchstone plan',
    description: 'The systems of a company, their flows and owners, and which of them is right.',
  }
}

/** The schema as the text of a file. */
export function planJsonSchemaText(): string {
  return `${JSON.stringify(planJsonSchema(), null, 2)}\n`
}
