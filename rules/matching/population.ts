import type { MatchModel } from './match-model.ts'

/** How often each value of a column occurs: a count per code, and how many records have a value at all. */
export interface ValueCounts {
  readonly counts: ArrayLike<number>
  readonly filled: number
}

/** What is known of all the records a pair is taken from. */
export interface Population {
  readonly recordCount: number
  /** How many records an entity has on average, at least: values its own records repeat are not common for that. */
  readonly recordsPerEntity: number
  readonly valueCounts: ReadonlyMap<string, ValueCounts>
}

/** A column filled in fewer records than this share says nothing about all of them. */
const FILLED_SHARE_MIN = 0.2

/** Records per entity, from below: no column repeats its values less often than entities repeat their records. */
export function recordsPerEntity(recordCount: number, valueCounts: ReadonlyMap<string, ValueCounts>): number {
  let least = Infinity

  for (const { counts, filled } of valueCounts.values()) {
    let distinct = 0

    for (let code = 0; code < counts.length; code += 1) if ((counts[code] as number) > 0) distinct += 1
    if (distinct > 0 && filled >= recordCount * FILLED_SHARE_MIN) least = Math.min(least, filled / distinct)
  }

  return least === Infinity ? 1 : least
}

/** Columns whose value counts a model needs. */
export function frequencyColumns(model: MatchModel): readonly string[] {
  const columns = model.comparisons.flatMap((comparison) =>
    comparison.levels.map((level) => level.termFrequency?.column),
  )

  return [...new Set(columns.filter((column) => column !== undefined))]
}
