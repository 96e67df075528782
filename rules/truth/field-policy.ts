import { z } from 'zod'
import { systemName } from './system-name.ts'

/** One reason to prefer a value over another. `mostTrusted` ranks systems; those it does not name come after all it names. */
export const preference = z.union([
  z.enum(['mostRecent', 'mostFrequent', 'mostComplete']),
  z.strictObject({ mostTrusted: z.array(systemName).min(1) }),
])

/** How one field is decided: preferences from left to right; or several fields that must come from one record. */
export const fieldPolicy = z.union([
  z.array(preference).min(1),
  z.strictObject({ group: z.array(z.string().min(1)).min(2), prefer: z.array(preference).min(1) }),
])

/** The truth section of the plan for one kind: by field name, or by any name for fields decided together. */
export const entityPolicy = z.record(z.string(), fieldPolicy)

export type Preference = z.infer<typeof preference>
export type FieldPolicy = z.infer<typeof fieldPolicy>
export type EntityPolicy = z.infer<typeof entityPolicy>
