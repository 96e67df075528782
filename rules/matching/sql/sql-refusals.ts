import type { Condition } from '../condition.ts'
import type { MatchModel } from '../match-model.ts'

/** A level whose meaning cannot be said exactly in SQL. */
export interface SqlRefusal {
  readonly comparison: string
  readonly level: string
  readonly condition: Condition['is']
  /** Why not, and what to use instead; full sentences. */
  readonly reason: string
}

const rarity =
  'Weighs words by a running sum in the order of the text and pairs misspelt ones greedily, so the last digits depend on an order SQL does not keep. Use tokenOverlap or tokenJaccard.'

/** Conditions without an exact meaning in SQL. */
const unsayable: { readonly [Is in Condition['is']]?: string } = { rarityOverlap: rarity, rarityJaccard: rarity }

/** Names the levels of a model that SQL would only approximate; a model with one is not compiled. */
export function sqlRefusals({ comparisons }: Pick<MatchModel, 'comparisons'>): readonly SqlRefusal[] {
  return comparisons.flatMap((comparison) =>
    comparison.levels.flatMap((level) =>
      [...new Set(conditionsWithin(level.when))].flatMap((condition) => {
        const reason = unsayable[condition]

        return reason === undefined ? [] : [{ comparison: comparison.name, level: level.name, condition, reason }]
      }),
    ),
  )
}

function conditionsWithin(condition: Condition): readonly Condition['is'][] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return [condition.is, ...condition.of.flatMap(conditionsWithin)]
    case 'not':
      return [condition.is, ...conditionsWithin(condition.of)]
    default:
      return [condition.is]
  }
}
