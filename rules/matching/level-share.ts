import type { MatchColumn, MatchColumns } from './match-column.ts'
import type { ComparisonLevel } from './match-model.ts'
import type { Population } from './population.ts'

/** The u-probability of a level that asks for term frequencies, where they are known. */
export interface LevelShare {
  readonly column: MatchColumn
  /** The least u can be. */
  readonly least: number
  /** u of a pair with these values; the level's own where neither record has one. */
  of(leftCode: number, rightCode: number): number
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
  const unseen = Math.min(others / filled, u)
  const atMostOne = (share: number) => Math.min(1, Math.max(share * times, floor))

  return {
    column: columns.get(termFrequency.column) as MatchColumn,
    least: Math.min(u, atMostOne(unseen)),
    of(leftCode, rightCode) {
      if (leftCode === 0 && rightCode === 0) return u
      // What the two records' own entities repeat says nothing about how common the value is among others.
      const own = leftCode === rightCode ? ownPair : contentsPerEntity
      const count = Math.max(
        leftCode === 0 ? 0 : (counts[leftCode] as number),
        rightCode === 0 ? 0 : (counts[rightCode] as number),
      )
      const excess = Math.max(0, count - own)
      // A few more may still be one entity's; from 1 / others on they are not.
      const strangers = excess * Math.min(1, others * excess) ** 2

      return atMostOne(strangers / filled + unseen)
    },
  }
}
