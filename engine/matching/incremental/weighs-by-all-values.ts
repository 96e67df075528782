import type { Condition } from '../../../rules/matching/condition.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'

/**
 * Whether a model derives or compares by how rare a word is among all values: then one record can change what another one's
 * value means, and a night has to look at all of them.
 */
export function weighsByAllValues({ columns, comparisons }: MatchModel): boolean {
  return (
    columns.some(({ rarest }) => rarest !== undefined) ||
    comparisons.some(({ levels }) => levels.some(({ when }) => comparesByRarity(when)))
  )
}

function comparesByRarity(condition: Condition): boolean {
  switch (condition.is) {
    case 'rarityOverlap':
    case 'rarityJaccard':
      return true
    case 'all':
    case 'any':
      return condition.of.some(comparesByRarity)
    case 'not':
      return comparesByRarity(condition.of)
    default:
      return false
  }
}
