import type { MatchColumn, MatchColumns } from '../../../rules/matching/match-column.ts'
import type { Population, ValueCounts } from '../../../rules/matching/population.ts'
import type { FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import type { FrozenCounts } from '../../store/matching/wanted-counts.ts'
import { sharedInt32 } from '../kernel/shared-columns.ts'
import { hashText } from './hash-text.ts'

/** The population in a form that outlives the run: values by the hash of their text instead of by tonight's code. */
export function freezePopulation({ valueCounts, ...population }: Population, columns: MatchColumns): FrozenPopulation {
  return {
    recordCount: population.recordCount,
    recordsPerEntity: population.recordsPerEntity,
    contentsPerEntity: population.contentsPerEntity,
    columns: new Map(
      [...valueCounts].map(([name, counts]) => [name, freezeCounts(columns.get(name) as MatchColumn, counts)]),
    ),
  }
}

/** The population of the given columns as it was counted then; a value that was not seen, or once, counts as seen once. */
export function thawPopulation(
  { columns: frozen, ...population }: FrozenPopulation,
  columns: MatchColumns,
): Population {
  return {
    ...population,
    valueCounts: new Map(
      [...frozen].map(([name, counts]) => [name, thawCounts(columns.get(name) as MatchColumn, counts)]),
    ),
  }
}

/** Hashes of all values of the named columns, ascending: what to ask of a population that is too big to be read. */
export function hashesIn(columns: MatchColumns, names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  return new Map(
    names.map((name) => {
      const { size, text } = columns.get(name) as MatchColumn
      const hashes = Array.from({ length: Math.max(size - 1, 0) }, (_, place) => hashText(text(place + 1)))

      return [name, [...new Set(hashes)].toSorted((left, right) => left - right)]
    }),
  )
}

/** Texts joined of different parts may be equal: they are one value, as common as the more frequent. */
function freezeCounts({ size, text }: MatchColumn, { counts, distinct, filled }: ValueCounts): FrozenCounts {
  const repeated = new Map<number, number>()

  for (let code = 1; code < size; code += 1) {
    const count = counts[code] as number

    if (count < 2) continue
    const hash = hashText(text(code))

    repeated.set(hash, Math.max(repeated.get(hash) ?? 0, count))
  }
  const hashes = Float64Array.from(repeated.keys()).sort()

  return { hashes, counts: Int32Array.from(hashes, (hash) => repeated.get(hash) as number), distinct, filled }
}

function thawCounts({ size, text }: MatchColumn, { hashes, counts, distinct, filled }: FrozenCounts): ValueCounts {
  const thawed = sharedInt32(size)

  for (let code = 1; code < size; code += 1) {
    const place = placeOf(hashes, hashText(text(code)))

    thawed[code] = place === -1 ? 1 : (counts[place] as number)
  }

  return { counts: thawed, distinct, filled }
}

/** Binary search; -1: not there. */
function placeOf(sorted: Float64Array, wanted: number): number {
  let low = 0
  let high = sorted.length - 1

  while (low <= high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle] as number

    if (value === wanted) return middle
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }

  return -1
}

/** Beyond this share of records more or fewer, what was counted no longer describes them. */
const DRIFT_SHARE_MAX = 0.1

/** Whether values must be counted anew: a rule over counts alone, so the same store decides the same. */
export function hasDrifted({ recordCount }: FrozenPopulation, recordCountNow: number): boolean {
  return Math.abs(recordCountNow - recordCount) > recordCount * DRIFT_SHARE_MAX
}
