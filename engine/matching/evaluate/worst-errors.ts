import type { PairTest } from '../../../rules/matching/match-column.ts'
import type { LastMatch } from './last-match.ts'
import { countedPairs, truePairs, type Truth } from './truth.ts'
import { visitTruePairs } from './visit-true-pairs.ts'

/** How many errors of each kind are shown with their waterfall. */
export const errorsShown = 20

/** More missed pairs than this are not weighed one by one, but drawn evenly. */
const TRUE_PAIRS_MAX = 5_000_000

export interface WrongPair {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly reason: string
}

/** The worst errors, and how many there are in all. */
export interface WorstErrors {
  readonly shown: readonly WrongPair[]
  readonly count: number
  /** How many by reason, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
}

/** Links between records that are not the same, the strongest first. */
export function falseLinks({ kept }: LastMatch, truth: Truth): WorstErrors {
  const isCounted = countedPairs(truth, undefined)
  const isTrue = truePairs(truth)
  const found = errorCollector((one, other) => other.weight - one.weight)

  kept.left.forEach((left, link) => {
    const right = kept.right[link] as number

    if (kept.isLink[link] === true && isCounted(left, right) && !isTrue(left, right))
      found.add({ left, right, weight: kept.weight[link] as number, reason: 'linked' })
  })

  return found.take()
}

/** Pairs that are the same and were left in two clusters, the one that looks least alike first. */
export function missedPairs(
  { kept, clusterOf }: LastMatch,
  truth: Truth,
  isCandidate: PairTest,
  weigh: (left: number, right: number) => number,
): WorstErrors {
  const keptAs = new Map(
    Array.from(kept.left, (left, link) => [left * clusterOf.length + (kept.right[link] as number), link]),
  )
  const found = errorCollector((one, other) => one.weight - other.weight)

  visitTruePairs(truth, undefined, TRUE_PAIRS_MAX, (left, right) => {
    if (clusterOf[left] === clusterOf[right]) return
    const link = keptAs.get(left * clusterOf.length + right)
    const weak = isCandidate(left, right) ? 'too weak' : 'never compared'
    const reason = link === undefined ? weak : (kept.heldApartBy[link] ?? 'waits for review')

    found.add({ left, right, weight: weigh(left, right), reason })
  })

  return found.take()
}

/** Keeps the worst of many without keeping all; equals in the order they come. */
function errorCollector(byBadness: (one: WrongPair, other: WrongPair) => number) {
  const reasons = new Map<string, number>()
  let shown: WrongPair[] = []
  let count = 0

  return {
    add(pair: WrongPair): void {
      count += 1
      reasons.set(pair.reason, (reasons.get(pair.reason) ?? 0) + 1)
      const last = shown[errorsShown - 1]

      if (last === undefined || byBadness(pair, last) < 0)
        shown = [...shown, pair].sort(byBadness).slice(0, errorsShown)
    },
    take: (): WorstErrors => ({
      shown,
      count,
      reasons: Array.from(reasons, ([reason, of]) => ({ reason, count: of })).sort(
        (one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1),
      ),
    }),
  }
}
