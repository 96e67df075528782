import { z } from 'zod'
import { durationPattern } from '../documents/duration.ts'
import { systemName } from './system-name.ts'

const points = z.number().min(0).max(100)

/** How much a system is trusted in a field: always the same, or falling evenly while the value gets older. */
const trust = z.union([
  points,
  z.strictObject({
    from: points.meta({ description: 'trust in the newest value' }),
    to: points.meta({ description: 'trust that is left in the end' }),
    over: z
      .string()
      .regex(durationPattern, 'a whole number and m, h or d: 30m, 26h, 365d')
      .meta({ description: 'age after which no more is lost, counted from the newest value of the same field' }),
  }),
])

/**
 * One reason to prefer a value over another. `mostTrusted` ranks systems, those it does not name after all it names; or it
 * gives each a trust from 0 to 100, those it does not name none.
 */
const plainPreference = z.union([
  z.enum(['mostRecent', 'mostFrequent', 'mostComplete', 'longest']),
  z.strictObject({ mostTrusted: z.union([z.array(systemName).min(1), z.record(systemName, trust)]) }),
  z.strictObject({
    mostTrusted: z.record(systemName, trust),
    refusedLowersBy: z.number().gt(0).max(100).meta({
      description: 'percent of its trust that a record loses of which at least one value was refused',
    }),
  }),
])

/** A reason, or reasons that count only while other fields have certain golden values. */
export const preference = z.union([
  plainPreference,
  z.strictObject({
    when: z
      .record(z.string().min(1), z.array(z.string().min(1)).min(1))
      .meta({ description: 'field: [values]; holds when every field has one of its values in the golden record' }),
    prefer: z.array(plainPreference).min(1),
  }),
])

/**
 * How one field is decided: preferences from left to right; several fields that must come from one record; or one field of which
 * all values are kept, or certain systems may delete a value everywhere.
 */
export const fieldPolicy = z.union([
  z.array(preference).min(1),
  z.strictObject({ group: z.array(z.string().min(1)).min(2), prefer: z.array(preference).min(1) }),
  z.strictObject({
    prefer: z.array(preference).min(1),
    aggregate: z.literal('set').optional().meta({
      description: 'besides the one golden value keep all that the records say; another value is then no contradiction',
    }),
    emptiedBy: z.array(systemName).min(1).optional().meta({
      description: 'systems whose deletion of a value counts: it is believed nowhere any more, and corrected to empty',
    }),
  }),
])

/** The truth section of the plan for one kind: by field name, or by any name for fields decided together. */
export const entityPolicy = z.record(z.string(), fieldPolicy)

export type PlainPreference = z.infer<typeof plainPreference>
export type Preference = z.infer<typeof preference>
export type FieldPolicy = z.infer<typeof fieldPolicy>
export type EntityPolicy = z.infer<typeof entityPolicy>
