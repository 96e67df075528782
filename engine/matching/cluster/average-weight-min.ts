import type { MatchModel } from '../../../rules/matching/match-model.ts'

/** Odds of 1 to 8: two clusters whose pairs are lighter than this on average are two entities, unless the model expects less. */
const USUAL_MIN = -3
/** Odds of 1 to 128: lighter than this on average they are two entities whatever the model expects. */
const LEAST_MIN = -7

/**
 * How heavy the pairs between two clusters must be on average, in bits, for a link to join them. Less than a link's own
 * weight, since records of one entity may have little in common but a third; less again where few or careless columns let
 * the model expect light pairs of one entity: then what is light speaks less against one. Of such pairs all but a few lie
 * above their expected weight less three standard deviations.
 */
export function averageWeightMin({ comparisons }: Pick<MatchModel, 'comparisons'>, prior: number): number {
  let expected = prior
  let variance = 0

  for (const { levels } of comparisons) {
    const weights = levels.map(({ m, u }) => Math.log2(m / u))
    const mean = weights.reduce((sum, weight, level) => sum + (levels[level]?.m ?? 0) * weight, 0)
    const square = weights.reduce((sum, weight, level) => sum + (levels[level]?.m ?? 0) * weight ** 2, 0)

    expected += mean
    variance += Math.max(0, square - mean ** 2)
  }

  return Math.min(USUAL_MIN, Math.max(LEAST_MIN, expected - 3 * Math.sqrt(variance)))
}
