import type { MatchModel } from '../match-model.ts'
import type { PatternCounts } from './pattern-counts.ts'

/** Per comparison and level whether any pair was at it. */
export type SeenLevels = readonly (readonly boolean[])[]

/**
 * Levels that candidates or random pairs are at. Of the others nothing can be learnt, and what estimates make of nothing is
 * worse than what the model says: among persons who all have one mail domain, an address elsewhere would weigh ten bits.
 */
export function seenLevels(
  { comparisons }: MatchModel,
  { comparisonCount, levels }: PatternCounts,
  drawn: readonly (readonly (readonly number[])[])[],
): SeenLevels {
  const seen = comparisons.map((comparison, index) =>
    comparison.levels.map((_, level) => drawn.some((part) => (part[index]?.[level] as number) > 0)),
  )

  levels.forEach((level, place) => {
    const row = seen[place % comparisonCount] as boolean[]

    row[level] = true
  })

  return seen
}
