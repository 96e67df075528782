import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { unpackBytes } from './block-keys.ts'
import type { Session } from '../store.ts'

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
  /** How many hashes the column has. */
  readonly size: number
  readonly hash: number
  readonly from: number
  readonly length: number
}

/** The counts of single values, without reading those of all the others: the database looks for each in a few kilobytes. */
export async function wantedCounts(
  session: Session,
  kind: MatchedKind,
  wanted: ReadonlyMap<string, readonly number[]>,
): Promise<ReadonlyMap<string, FrozenCounts>> {
  const { rows: columns } = await sql<{ name: string; distinct: number; filled: number; size: number }>`
    select column_name as name, value_count as distinct, filled_count as filled,
      (length(counts) / ${HASH_BYTES + COUNT_BYTES})::integer as size
    from matching.term_frequency where entity = ${kind} order by column_name`.execute(session.db)
  const stretches = columns.flatMap(({ name, size }) =>
    (wanted.get(name) ?? []).map((hash) => ({ name, size, hash, ...stretchOf(hash, size) })),
  )
  const counts = await countsIn(session, kind, stretches)

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

/** Four standard deviations to either side of where a hash should be; outside of it, which is rare, all are looked through. */
function stretchOf(hash: number, size: number): { readonly from: number; readonly length: number } {
  const place = (hash / HASH_END) * size
  const spread = Math.ceil(2 * Math.sqrt(size)) + 16
  const from = Math.max(0, Math.floor(place) - spread)

  return { from, length: Math.max(0, Math.min(size, Math.ceil(place) + spread) - from) }
}

interface FoundStretch {
  /** Byte at which the hash begins, from 1; 0: it is not there. That it lies across two others happens once in 10^15 times. */
  readonly at: number
  readonly first: Uint8Array
  readonly last: Uint8Array
  readonly count: Uint8Array
}

async function countsIn(
  session: Session,
  kind: MatchedKind,
  stretches: readonly Stretch[],
): Promise<readonly { readonly name: string; readonly hash: number; readonly count: number }[]> {
  if (stretches.length === 0) return []
  const numbers = (of: (stretch: Stretch) => number) => sql`${stretches.map(of)}::integer[]`
  const { rows } = await sql<FoundStretch>`
    select at, substring(slice from 1 for ${HASH_BYTES}) as first,
      substring(slice from greatest(length(slice) - ${HASH_BYTES - 1}, 1) for ${HASH_BYTES}) as last,
      substring(frequency.counts
        from wanted.size * ${HASH_BYTES} + (wanted.start + at / ${HASH_BYTES}) * ${COUNT_BYTES} + 1 for ${COUNT_BYTES}) as count
    from unnest(${stretches.map(({ name }) => name)}::text[], ${stretches.map(({ hash }) => bytesOf(hash))}::text[],
      ${numbers(({ from }) => from)}, ${numbers(({ length }) => length)}, ${numbers(({ size }) => size)})
      with ordinality as wanted (name, hash, start, length, size, position)
    join matching.term_frequency as frequency on frequency.entity = ${kind} and frequency.column_name = wanted.name
    cross join lateral (
      select substring(frequency.counts from wanted.start * ${HASH_BYTES} + 1 for wanted.length * ${HASH_BYTES}) as slice
      offset 0) as part
    cross join lateral (select position(decode(wanted.hash, 'hex') in slice) as at) as found
    order by wanted.position`.execute(session.db)
  const found = []

  for (const [position, row] of rows.entries()) {
    const stretch = stretches[position] as Stretch
    const { name, hash, size } = stretch

    if (row.at > 0) found.push({ name, hash, count: new Int32Array(unpackBytes(row.count))[0] ?? 1 })
    else if (isBeside(row, stretch)) {
      found.push(...(await countsIn(session, kind, [{ name, hash, size, from: 0, length: size }])))
    }
  }
  return found
}

/** As the column keeps it: a double, the low byte first. */
function bytesOf(hash: number): string {
  const bytes = Buffer.alloc(HASH_BYTES)

  bytes.writeDoubleLE(hash)
  return bytes.toString('hex')
}

/** Whether the hash lies before or behind the stretch that was looked through. */
function isBeside(row: FoundStretch, { hash, from, length, size }: Stretch): boolean {
  if (length === 0) return false
  const [first = 0, last = 0] = [row.first, row.last].map((bytes) => new Float64Array(unpackBytes(bytes))[0])

  return (from > 0 && hash < first) || (from + length < size && hash > last)
}
