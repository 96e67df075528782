import { customerModel } from '../customer-model.ts'
import type { MatchColumns } from '../match-column.ts'
import { matchModelSchema, type MatchModel, type MatchModelSource } from '../match-model.ts'
import { profileColumn } from './column-profile.ts'
import { columnRole } from './column-role.ts'
import type { ColumnUse } from './column-use.ts'
import { customerParts, customerRelations, type ModelParts } from './customer-parts.ts'
import { genericColumns } from './generic-columns.ts'
import type { ComparedColumn } from './generic-comparison.ts'
import { heldFields } from './held-fields.ts'
import { nameRoles } from './name-roles.ts'

/** A model for a table nobody described, before training: its blocking rules are candidates to choose from. */
export interface SuggestedModel {
  readonly model: MatchModel
  readonly uses: readonly ColumnUse[]
}

/** In a short list a value of a few dozen records selects nothing any more. */
const BLOCK_SIZE_MIN = 50
const BLOCK_SIZE_MAX = 200

/** Profiles the columns of a table, gives each its role, and puts together how such columns are blocked and compared. Looks at nothing but the table; undefined where no column of it tells records apart. */
export function suggestModel(fields: MatchColumns, recordCount: number): SuggestedModel | undefined {
  const profiles = [...fields].map(([name, column]) => profileColumn(name, column, recordCount))
  const uses = nameRoles(
    profiles.map((profile) => ({ profile, role: columnRole(profile, recordCount) })),
    fields,
  )
  const held = heldFields(uses)
  const customer = customerParts(held, fields)
  const generic = genericColumns(uses, new Set([...held.values()].flat()), fields)
  const comparisons = [...customer.comparisons, ...generic.map(({ comparison }) => comparison)]
  if (comparisons.length === 0) return undefined
  const model = matchModelSchema.parse({
    ...customerModel,
    kind: 'record',
    columns: [...generic.flatMap(({ columns }) => columns), ...customer.columns],
    blockingRules: candidateRules(customer, generic),
    comparisons,
    relations: [...customerRelations(uses, held, customer), ...neighbours(uses, comparisons)],
    exclusive: [],
    matesPerRecord: 0.5,
    blockSizeMax: Math.round(Math.min(BLOCK_SIZE_MAX, Math.max(BLOCK_SIZE_MIN, recordCount / 12))),
    linkAbove: 0.5,
    reviewAbove: 0.1,
  })

  return { model, uses }
}

/** Two companies of one house share address and telephone, two works of one author the author, but not the name. */
function neighbours(
  uses: readonly ColumnUse[],
  comparisons: ModelParts['comparisons'],
): NonNullable<MatchModelSource['relations']> {
  const names = new Set(comparisons.map(({ name }) => name))
  const named = uses.find(
    ({ profile, role }) => (role === 'companyName' || role === 'title') && names.has(profile.name),
  )

  if (named === undefined || comparisons.length < 2) return []

  return [
    {
      name: `two that share all but ${named.profile.name}`,
      matesPerRecord: 0.05,
      comparisons: [{ name: named.profile.name, levels: { 'many words': 0.01, 'some words': 0.04, otherwise: 0.95 } }],
    },
  ]
}

/** Every key that selects few records alone, and every pair of those that select too many alone. */
function candidateRules(customer: ModelParts, generic: readonly ComparedColumn[]): MatchModelSource['blockingRules'] {
  const known = new Set(customer.columns.map(({ name }) => name))
  const weak = [
    ...['familySound', 'givenSound', 'birthDate', 'postal', 'city', 'house'].filter((name) => known.has(name)),
    ...generic.flatMap(({ weakKeys }) => weakKeys),
  ]
  const strong = [
    ...['family', 'given', 'birthDate', 'postal', 'street'].filter((name) => known.has(name)),
    ...generic.flatMap(({ strongKeys, weakKeys }) => [...strongKeys, ...weakKeys]),
  ]

  return [
    ...customer.blockingRules,
    ...strong.map((key) => ({ name: key, keys: [key] })),
    ...weak.flatMap((one, index) =>
      weak.slice(index + 1).map((other) => ({ name: `${one} and ${other}`, keys: [one, other] })),
    ),
    ...generic.flatMap(({ rules }) => rules),
  ]
}
