import type { PairTest } from '../../../rules/matching/match-column.ts'
import { share, type Measured } from './quality.ts'
import type { SystemOf, Truth } from './truth.ts'
import { visitTruePairs, type TruePairVisit } from './visit-true-pairs.ts'

/** More true pairs than this are not looked at one by one, but drawn evenly. */
const TRUE_PAIRS_MAX = 5_000_000

/** The share of the true pairs that blocking lets through to be compared: what no threshold can win back. */
export interface CandidateRecall extends TruePairVisit {
  readonly candidateRecall: Measured
}

export function evaluateBlocking(
  truth: Truth,
  isCandidate: PairTest,
  systemOf?: SystemOf,
  pairsMax = TRUE_PAIRS_MAX,
): CandidateRecall {
  let candidates = 0
  const visit = visitTruePairs(truth, systemOf, pairsMax, (left, right) => {
    if (isCandidate(left, right)) candidates += 1
  })

  return { ...visit, candidateRecall: share(candidates, visit.visited) }
}
