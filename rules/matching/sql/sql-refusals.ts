import type { Condition } from '../condition.ts'
import type { MatchModel } from '../match-model.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** A level whose meaning an engine cannot say exactly in SQL. */
export interface SqlRefusal {
  readonly comparison: string
  readonly level: string
  readonly condition: Condition['is']
  /** Why not, and what to use instead; full sentences. */
  readonly reason: string
}

/** Names the levels of a model that an engine would only approximate; a model with one is not compiled for it. */
export function sqlRefusals(
  { comparisons }: Pick<MatchModel, 'comparisons'>,
  { lacks }: Pick<SqlDialect, 'lacks'>,
): readonly SqlRefusal[] {
  return comparisons.flatMap((comparison) =>
    comparison.levels.flatMap((level) =>
      [...new Set(conditionsWithin(level.when))].flatMap((condition) => {
        const reason = lacks[condition]

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
