import type { MatchModel } from '../match-model.ts'
import { matesExpected } from '../match-weight.ts'
import { isNeutral } from '../neutral-level.ts'
import type { Population } from '../population.ts'
import type { EstimatedWeights } from './estimate-weights.ts'
import type { Explanation } from './training-pairs.ts'

/** Below so many expected matches, m is mostly what the model said before. */
const MATCHES_MIN = 20
/** Bits a match is expected to gain from a comparison that tells nothing: the noise of the estimates. */
const NOISE_BITS = 0.1
/**
 * So many times the mates that the model declares, or that the records show by repeating values, are still credible: 6 were
 * learnt of early-childhood sites, which is right; 17 of customers whose numbered addresses, customer17@, all look like slips.
 */
const MATES_TIMES_MAX = 10

/**
 * Why what was learnt must not replace the model, each reason a clause in words; none where it may. A degenerate estimate links
 * nothing or everything, and does so with the weights of certainty. The model is the one before the training.
 */
export function degenerateReasons(
  model: MatchModel,
  { match, relations, u, hasConverged, iterations }: EstimatedWeights,
  population: Pick<Population, 'recordCount' | 'recordsPerEntity'>,
): readonly string[] {
  const { recordCount } = population
  const mates = (2 * match.pairCount) / recordCount
  const matesMax = Math.min(recordCount / 2, model.blockSizeMax, MATES_TIMES_MAX * matesExpected(model, population))

  if (match.pairCount < MATCHES_MIN)
    return [
      `${Math.floor(match.pairCount)} pairs are expected to be the same, too few to learn from (at least ${MATCHES_MIN})`,
    ]

  return [
    ...(hasConverged ? [] : [`the estimates had not settled after ${iterations} rounds`]),
    ...(mates > matesMax
      ? [
          `a record is expected to have ${Math.round(mates)} others of its entity, where ${Math.floor(matesMax)} at most are credible by what the records repeat`,
        ]
      : []),
    ...(bitsOf(model, match, u).every((bits) => bits < NOISE_BITS)
      ? ['no comparison tells records of one entity from others: m and u are equal']
      : []),
    ...relations.flatMap((relation, index) =>
      swallows(model, relation, match)
        ? [
            `the relation "${model.relations[index]?.name}" explains the pairs better than being the same (${Math.round(relation.pairCount)} pairs against ${Math.round(match.pairCount)})`,
          ]
        : [],
    ),
  ]
}

/** A typical match is likelier of the relation: log2 of (match ÷ relation), expected over matches, is below zero. */
function swallows(model: MatchModel, relation: Explanation, match: Explanation): boolean {
  const bits = bitsOf(model, match, relation.shares).reduce((sum, own) => sum + own, 0)

  return bits + Math.log2(match.pairCount / relation.pairCount) < 0
}

/** What each comparison tells matches from others by, in bits a match is expected to gain (Kullback and Leibler 1951). */
function bitsOf(
  { comparisons }: MatchModel,
  { shares }: Explanation,
  others: Explanation['shares'],
): readonly number[] {
  return comparisons.map(({ levels }, comparison) =>
    levels.reduce((sum, level, place) => {
      const m = shares[comparison]?.[place] as number

      return isNeutral(level) ? sum : sum + m * Math.log2(m / (others[comparison]?.[place] as number))
    }, 0),
  )
}
