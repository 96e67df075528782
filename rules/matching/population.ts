import type { MatchModel } from './match-model.ts'

/** How often each value of a column occurs: a count per code, how many values differ, and how often there is one at all. */
export interface ValueCounts {
  readonly counts: ArrayLike<number>
  readonly distinct: number
  readonly filled: number
}

/** What is known of all the records a pair is taken from. */
export interface Population {
  readonly recordCount: number
  /** How many records an entity has on average, at least. */
  readonly recordsPerEntity: number
  /** How many different contents an entity's records have, at least: values they repeat are not common for that. */
  readonly contentsPerEntity: number
  /** Counted over different contents: copies of one content count once. */
  readonly valueCounts: ReadonlyMap<string, ValueCounts>
}

/** A column filled in fewer records than this share says nothing about all of them. */
export const FILLED_SHARE_MIN = 0.2

/** Records (or contents) per entity, from below: no column repeats its values less often than entities repeat their records. */
export function perEntity(count: number, columns: Iterable<Pick<ValueCounts, 'distinct' | 'filled'>>): number {
  let least = Infinity

  for (const { distinct, filled } of columns)
    if (distinct > 0 && filled >= count * FILLED_SHARE_MIN) least = Math.min(least, filled / distinct)

  return least === Infinity ? 1 : least
}

/** Columns whose value counts a model needs. */
export function frequencyColumns(model: MatchModel): readonly string[] {
  const columns = model.comparisons.flatMap((comparison) =>
    comparison.levels.map((level) => level.termFrequency?.column),
  )

  return [...new Set(columns.filter((column) => column !== undefined))]
}
