import { sql } from 'kysely'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { unpackBytes } from './block-keys.ts'
import type { Session } from './store.ts'

/** How often the values of one column occurred: values by their hash, ascending; those that occurred once are left out. */
export interface FrozenCounts {
  readonly hashes: Float64Array
  readonly counts: Int32Array
  readonly distinct: number
  readonly filled: number
}

/** Hashes lie evenly from 0 to here: where one stands among `n` others is known to a few times the square root of `n`. */
const HASH_END = 2 ** 53
const HASH_BYTES = 8
const COUNT_BYTES = 4

/** A stretch of a column's hashes that is read to find one of them. */
interface Stretch {
  readonly name: string
  readonly hash: number
  readonly from: number
  readonly length: number
}

/** The counts of single values, without reading those of all the others: a few kilobytes of a column of megabytes for each. */
export async function wantedCounts(
  session: Session,
  kind: MatchedKind,
  wanted: ReadonlyMap<string, readonly number[]>,
): Promise<ReadonlyMap<string, FrozenCounts>> {
  const { rows: columns } = await sql<{ name: string; distinct: number; filled: number; size: number }>`
    select column_name as name, value_count as distinct, filled_count as filled,
      (length(counts) / ${HASH_BYTES + COUNT_BYTES})::integer as size
    from matching.term_frequency where entity = ${kind} order by column_name`.execute(session.db)
  const sizes = new Map(columns.map(({ name, size }) => [name, size]))
  const stretches = columns.flatMap(({ name, size }) =>
    (wanted.get(name) ?? []).map((hash) => ({ name, hash, ...stretchOf(hash, size) })),
  )
  const places = await findPlaces(session, kind, stretches, sizes)
  const counts = await readCounts(session, kind, places, sizes)

  return new Map(
    columns.map(({ name, distinct, filled }) => {
      const found = counts.filter((one) => one.name === name)

      return [
        name,
        {
          ...{ distinct, filled },
          hashes: Float64Array.from(found, ({ hash }) => hash),
          counts: Int32Array.from(found, ({ count }) => count),
        },
      ]
    }),
  )
}

/** Six standard deviations to either side of where a hash should be: a miss is one in a billion, and is read again in full. */
function stretchOf(hash: number, size: number): { readonly from: number; readonly length: number } {
  const place = (hash / HASH_END) * size
  const spread = Math.ceil(3 * Math.sqrt(size)) + 16
  const from = Math.max(0, Math.floor(place) - spread)

  return { from, length: Math.max(0, Math.min(size, Math.ceil(place) + spread) - from) }
}

interface Place {
  readonly name: string
  readonly hash: number
  readonly place: number
}

async function findPlaces(
  session: Session,
  kind: MatchedKind,
  stretches: readonly Stretch[],
  sizes: ReadonlyMap<string, number>,
): Promise<readonly Place[]> {
  const slices = await readSlices(
    session,
    kind,
    stretches.map(({ name, from, length }) => ({ name, offset: from * HASH_BYTES, bytes: length * HASH_BYTES })),
  )
  const places: Place[] = []

  for (const [position, stretch] of stretches.entries()) {
    const { name, hash, from } = stretch
    const hashes = new Float64Array(unpackBytes(slices[position] as Uint8Array))
    const size = sizes.get(name) ?? 0

    if (isBeside(hashes, stretch, size)) {
      places.push(...(await findPlaces(session, kind, [{ name, hash, from: 0, length: size }], sizes)))
      continue
    }
    const place = hashes.indexOf(hash)

    if (place !== -1) places.push({ name, hash, place: from + place })
  }
  return places
}

/** Whether the hash lies before or behind the stretch that was read. */
function isBeside(hashes: Float64Array, { hash, from, length }: Stretch, size: number): boolean {
  const [first, last] = [hashes[0], hashes.at(-1)]

  if (first === undefined || last === undefined) return false
  return (from > 0 && hash < first) || (from + length < size && hash > last)
}

async function readCounts(
  session: Session,
  kind: MatchedKind,
  places: readonly Place[],
  sizes: ReadonlyMap<string, number>,
): Promise<readonly (Place & { readonly count: number })[]> {
  const slices = await readSlices(
    session,
    kind,
    places.map(({ name, place }) => ({
      name,
      offset: (sizes.get(name) ?? 0) * HASH_BYTES + place * COUNT_BYTES,
      bytes: COUNT_BYTES,
    })),
  )

  return places.map((place, position) => ({
    ...place,
    count: new Int32Array(unpackBytes(slices[position] as Uint8Array))[0] ?? 1,
  }))
}

async function readSlices(
  { db }: Session,
  kind: MatchedKind,
  slices: readonly { readonly name: string; readonly offset: number; readonly bytes: number }[],
): Promise<readonly Uint8Array[]> {
  if (slices.length === 0) return []
  const { rows } = await sql<{ slice: Uint8Array }>`
    select substring(frequency.counts from wanted.start for wanted.bytes) as slice
    from unnest(${slices.map(({ name }) => name)}::text[], ${slices.map(({ offset }) => offset + 1)}::integer[],
      ${slices.map(({ bytes }) => bytes)}::integer[]) with ordinality as wanted (name, start, bytes, position)
    join matching.term_frequency as frequency on frequency.entity = ${kind} and frequency.column_name = wanted.name
    order by wanted.position`.execute(db)

  return rows.map(({ slice }) => slice)
}
