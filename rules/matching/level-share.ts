import type { MatchColumn, MatchColumns } from './match-column.ts'
import type { ComparisonLevel } from './match-model.ts'
import type { Population } from './population.ts'

/** The u-probability of a level that asks for term frequencies, where they are known. */
export interface LevelShare {
  readonly column: MatchColumn
  /** How often each value occurs. */
  readonly counts: ArrayLike<number>
  /** The least u can be. */
  readonly least: number
  /** u of a pair whose more frequent value occurs so often; where neither record has a value, the level's own u counts. */
  of(count: number, areEqual: boolean): number
}

/** The share of the more frequent of two values among all, as a level's term frequency says; undefined: the level's own u counts. */
export function levelShare(
  { u, termFrequency }: ComparisonLevel,
  columns: MatchColumns,
  { valueCounts, contentsPerEntity }: Population,
): LevelShare | undefined {
  const values = termFrequency === undefined ? undefined : valueCounts.get(termFrequency.column)

  if (termFrequency === undefined || values === undefined || values.filled === 0) return undefined
  const { counts, filled } = values
  const { others, times, floor } = termFrequency
  const ownPair = 2 * contentsPerEntity
  const unseen = termFrequency.unseen ?? Math.min(others / filled, u)
  const atMostOne = (share: number) => Math.min(1, Math.max(share * times, floor))

  return {
    column: columns.get(termFrequency.column) as MatchColumn,
    counts,
    least: Math.min(u, atMostOne(unseen)),
    of(count, areEqual) {
      // What the two records' own entities repeat says nothing about how common the value is among others.
      const excess = Math.max(0, count - (areEqual ? ownPair : contentsPerEntity))
      // A few more may still be one entity's; from 1 / others on they are not.
      const strangers = excess * Math.min(1, others * excess) ** 2

      return atMostOne(strangers / filled + unseen)
    },
  }
}

/** The u of a level for a pair of values. */
export function shareOfCodes(share: LevelShare | undefined, u: number, leftCode: number, rightCode: number): number {
  if (share === undefined || (leftCode === 0 && rightCode === 0)) return u
  const { counts } = share
  const left = leftCode === 0 ? 0 : (counts[leftCode] as number)
  const right = rightCode === 0 ? 0 : (counts[rightCode] as number)

  return share.of(Math.max(left, right), leftCode === rightCode)
}

/** The u of a level for a pair of records. */
export function shareOfRecords(share: LevelShare | undefined, u: number, left: number, right: number): number {
  if (share === undefined) return u
  const { codes, stride, offset } = share.column

  return shareOfCodes(share, u, codes[left * stride + offset] as number, codes[right * stride + offset] as number)
}
