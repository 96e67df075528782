import { shareOfCodes, type LevelShare } from './level-share.ts'

/** The weights of so many counts are kept; more common values are rarer among pairs and weighed anew. */
const COUNTS_KEPT = 256

/** The weight log2(m/u) of a level for a pair of values, with u by their frequency. A logarithm per count, not per pair. */
export function frequencyWeight(
  m: number,
  u: number,
  share: LevelShare,
): (leftCode: number, rightCode: number) => number {
  const { counts } = share
  const ofEqual = Float64Array.from({ length: COUNTS_KEPT }, (_, count) => Math.log2(m / share.of(count, true)))
  const ofDifferent = Float64Array.from({ length: COUNTS_KEPT }, (_, count) => Math.log2(m / share.of(count, false)))

  return (leftCode, rightCode) => {
    const left = counts[leftCode] as number
    const right = counts[rightCode] as number
    const count = left > right ? left : right
    const isKept = leftCode !== 0 && rightCode !== 0 && count < COUNTS_KEPT && count === (count | 0)

    if (!isKept) return Math.log2(m / shareOfCodes(share, u, leftCode, rightCode))

    return (leftCode === rightCode ? ofEqual : ofDifferent)[count] as number
  }
}
