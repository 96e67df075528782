import { probabilityOfWeight } from '../../../rules/matching/match-weight.ts'
import { countTruePairs } from './count-mates.ts'
import type { FoundPairs } from './evaluate-links.ts'
import { pairQuality, type PairQuality } from './quality.ts'
import { countedPairs, truePairs, type SystemOf, type Truth } from './truth.ts'

/** What links at or above a weight are worth. */
export interface ThresholdQuality extends PairQuality {
  readonly weight: number
  readonly probability: number
}

export interface WeighedLinks extends FoundPairs {
  readonly weight: Float64Array
}

/** A curve of more thresholds than this looks the same. */
const POINTS_MAX = 1_000

/**
 * Precision and recall of the links at every threshold, the highest weight first. Pairs below the weakest link given are
 * misses at every threshold, so the curve ends where review begins.
 */
export function precisionRecall(links: WeighedLinks, truth: Truth, systemOf?: SystemOf): readonly ThresholdQuality[] {
  const isCounted = countedPairs(truth, systemOf)
  const isTrue = truePairs(truth)
  const order = Int32Array.from(links.left, (_, link) => link)
    .filter((link) => isCounted(links.left[link] as number, links.right[link] as number))
    .sort((one, other) => (links.weight[other] as number) - (links.weight[one] as number))
  const trueCount = countTruePairs(truth, systemOf)
  const points: ThresholdQuality[] = []
  const isPoint = pointChooser(order, links.weight)
  let rightPairs = 0

  order.forEach((link, rank) => {
    if (isTrue(links.left[link] as number, links.right[link] as number)) rightPairs += 1
    if (!isPoint(rank)) return
    const weight = links.weight[link] as number

    points.push({
      ...pairQuality({ truePairs: trueCount, foundPairs: rank + 1, rightPairs }),
      weight,
      probability: probabilityOfWeight(weight),
    })
  })

  return points
}

/** Links of one weight are told apart by no threshold: only the last of them is a point, and of many points every n-th. */
function pointChooser(order: Int32Array, weights: Float64Array): (rank: number) => boolean {
  const isLast = (rank: number) => weights[order[rank] as number] !== weights[order[rank + 1] as number]
  const distinct = order.reduce((count, _, rank) => count + (isLast(rank) ? 1 : 0), 0)
  const step = Math.ceil(distinct / POINTS_MAX)
  let seen = 0

  return (rank) => {
    if (!isLast(rank)) return false
    seen += 1

    return seen % step === 0 || rank === order.length - 1
  }
}
