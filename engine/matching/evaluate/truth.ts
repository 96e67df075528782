import type { PairTest } from '../../../rules/matching/match-column.ts'

/** Which records describe the same thing, by their numbers; for measuring only, never for matching. */
export type Truth = ClusterTruth | PairTruth

export interface ClusterTruth {
  readonly form: 'clusters'
  /** True cluster of each record; -1 for one the truth does not name: its pairs count for nothing. */
  readonly clusterOf: Int32Array
}

/** Pairs as listed, without what follows from them; every pair not listed is false. Made by `pairTruth`. */
export interface PairTruth {
  readonly form: 'pairs'
  /** The lower record of each pair, in order; each pair once. */
  readonly left: Int32Array
  readonly right: Int32Array
}

/** The system of each record; given when only pairs across systems count, because each system is free of duplicates. */
export type SystemOf = ArrayLike<number>

/** Orders the pairs and drops those listed twice, in either direction, or of a record with itself. */
export function pairTruth(left: ArrayLike<number>, right: ArrayLike<number>, recordCount: number): PairTruth {
  // Records times records stays below 2^53 up to 94 million records.
  const keys = Float64Array.from(
    left,
    (record, pair) => Math.min(record, right[pair] as number) * recordCount + Math.max(record, right[pair] as number),
  ).sort()
  const distinct = keys.filter(
    (key, index) => key !== keys[index - 1] && Math.floor(key / recordCount) !== key % recordCount,
  )

  return {
    form: 'pairs',
    left: Int32Array.from(distinct, (key) => Math.floor(key / recordCount)),
    right: Int32Array.from(distinct, (key) => key % recordCount),
  }
}

/** Whether a pair counts at all: both records are known to the truth and, where asked for, of different systems. */
export function countedPairs(truth: Truth, systemOf: SystemOf | undefined): PairTest {
  const isKnown = (record: number) => truth.form === 'pairs' || truth.clusterOf[record] !== -1

  return (left, right) =>
    isKnown(left) && isKnown(right) && (systemOf === undefined || systemOf[left] !== systemOf[right])
}

/** Whether two records are the same in truth. */
export function truePairs(truth: Truth): PairTest {
  if (truth.form === 'clusters') {
    const { clusterOf } = truth

    return (left, right) => clusterOf[left] === clusterOf[right] && clusterOf[left] !== -1
  }

  return (left, right) => isListed(truth, Math.min(left, right), Math.max(left, right))
}

/** Binary search: the pairs are in order. */
function isListed({ left, right }: PairTruth, low: number, high: number): boolean {
  let from = 0
  let to = left.length

  while (from < to) {
    const middle = (from + to) >> 1
    const found = left[middle] as number

    if (found < low || (found === low && (right[middle] as number) < high)) from = middle + 1
    else to = middle
  }

  return left[from] === low && right[from] === high
}
