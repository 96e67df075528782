import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

/*
 * A block key is a 53-bit hash: its high part names a page, its low 32 bits are kept there beside the id of a record that
 * has it. What a later night adds and takes away is a row of its own beside the page's, until there are too many of them.
 */

const HIGH = 2 ** 32
/** A page in more rows than this is written anew as one. */
const ROWS_PER_PAGE_MAX = 8

export function pageOfKey(key: number): number {
  return Math.floor(key / HIGH)
}

/** A key gained or lost by a record. */
export interface BlockKeyChange {
  readonly key: number
  readonly recordId: number
  readonly isLost: boolean
}

/** Every block key of a kind in one list, sorted by page: pairs of a key's low bits and a record id, page p from `starts[p]` to `starts[p + 1]`. */
export interface PackedBlockKeys {
  readonly starts: Int32Array
  readonly entries: Int32Array
}

const pageColumns = ['entity', 'page', 'since_run', 'entries'] as const

/** Replaces all block keys of a kind. */
export async function replaceBlockKeys(
  session: Session,
  kind: MatchedKind,
  runId: number,
  { starts, entries }: PackedBlockKeys,
): Promise<void> {
  async function* batches(): AsyncGenerator<readonly CopyRow[]> {
    const perBatch = 1_000

    for (let from = 0; from < starts.length - 1; from += perBatch) {
      const rows: CopyRow[] = []

      for (let page = from; page < Math.min(from + perBatch, starts.length - 1); page += 1) {
        const [start, end] = [starts[page] as number, starts[page + 1] as number]

        if (end > start) rows.push([kind, page, runId, byteText(entries.subarray(2 * start, 2 * end))])
      }
      yield rows
    }
  }
  await session.db.deleteFrom('matching.block_key').where('entity', '=', kind).execute()
  await session.copy('matching.block_key', pageColumns, batches())
}

/** The records that have one of the given keys, by key. */
export async function recordsByKey(
  session: Session,
  kind: MatchedKind,
  keys: Iterable<number>,
): Promise<Map<number, number[]>> {
  const members = new Map<number, number[]>()
  const wanted = new Map<number, number[]>()

  for (const key of keys) {
    if (members.has(key)) continue
    members.set(key, [])
    const page = pageOfKey(key)
    const known = wanted.get(page)

    if (known === undefined) wanted.set(page, [key])
    else known.push(key)
  }
  for (const { page, entries } of await readPages(session, kind, [...wanted.keys()]))
    for (const key of wanted.get(page) ?? []) takeRecords(integersOf(entries), key | 0, members.get(key) as number[])
  return members
}

/** Adds to `recordIds` those with the key that a row of its page names, and takes those away that lost it. */
function takeRecords(entries: Int32Array, low: number, recordIds: number[]): void {
  for (let place = 0; place < entries.length; place += 2) {
    if (entries[place] !== low) continue
    const recordId = entries[place + 1] as number

    if (recordId >= 0) recordIds.push(recordId)
    else if (recordIds.includes(~recordId)) recordIds.splice(recordIds.indexOf(~recordId), 1)
  }
}

/** Writes down what records gained and lost. */
export async function changeBlockKeys(
  session: Session,
  kind: MatchedKind,
  runId: number,
  changes: readonly BlockKeyChange[],
): Promise<void> {
  const byPage = new Map<number, number[]>()

  for (const { key, recordId, isLost } of changes) {
    const page = pageOfKey(key)
    const entries = byPage.get(page) ?? []

    entries.push(key | 0, isLost ? ~recordId : recordId)
    byPage.set(page, entries)
  }
  const rows = [...byPage].map(([page, entries]): CopyRow => [kind, page, runId, byteText(Int32Array.from(entries))])

  await session.copy('matching.block_key', pageColumns, onceAsync(rows))
  await rewriteLongPages(session, kind, runId, [...byPage.keys()])
}

async function rewriteLongPages(
  session: Session,
  kind: MatchedKind,
  runId: number,
  pages: readonly number[],
): Promise<void> {
  const { rows } = await sql<{ page: number }>`
    select page from matching.block_key where entity = ${kind} and page = any(${[...pages]}::integer[])
    group by page having count(*) > ${ROWS_PER_PAGE_MAX}`.execute(session.db)
  const long = rows.map(({ page }) => page)

  if (long.length === 0) return
  const kept = new Map(long.map((page): [number, number[]] => [page, []]))

  for (const { page, entries } of await readPages(session, kind, long)) {
    const known = kept.get(page) as number[]
    const added = integersOf(entries)

    for (let place = 0; place < added.length; place += 2) {
      const [low, recordId] = [added[place] as number, added[place + 1] as number]

      if (recordId < 0) removeEntry(known, low, ~recordId)
      else known.push(low, recordId)
    }
  }
  await sql`
    delete from matching.block_key where entity = ${kind} and page = any(${long}::integer[])`.execute(session.db)
  await session.copy(
    'matching.block_key',
    pageColumns,
    onceAsync([...kept].map(([page, entries]): CopyRow => [kind, page, runId, byteText(Int32Array.from(entries))])),
  )
}

function removeEntry(entries: number[], low: number, recordId: number): void {
  for (let place = 0; place < entries.length; place += 2) {
    if (entries[place] !== low || entries[place + 1] !== recordId) continue
    entries.splice(place, 2)
    return
  }
}

interface PageRow {
  readonly page: number
  readonly entries: Uint8Array
}

async function readPages(session: Session, kind: MatchedKind, pages: readonly number[]): Promise<readonly PageRow[]> {
  const { rows } = await sql<PageRow>`
    select page, entries from matching.block_key where entity = ${kind} and page = any(${[...pages]}::integer[])
    order by page, since_run`.execute(session.db)

  return rows
}

/** Bytes as numbers, where they lie if that is where numbers may lie. */
function integersOf(bytes: Uint8Array): Int32Array {
  return bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    : new Int32Array(unpackBytes(bytes))
}

/** The bytes in a buffer of their own, aligned for any typed array. */
export function unpackBytes(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

/** Numbers as COPY reads them into a bytea column. */
export function byteText(values: Int32Array | Float64Array | Uint8Array): string {
  return `\\x${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')}`
}

/** What is known of records that were matched before: their block keys, by record, so that what is lost is written down in one order. */
export async function storedBlockKeys(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, Float64Array>> {
  const { rows } = await sql<{ id: number; keys: Uint8Array }>`
    select record_id as id, block_keys as keys from matching.cluster
    where record_id = any(${[...recordIds]}::integer[])
    order by record_id`.execute(session.db)

  return new Map(rows.map(({ id, keys }) => [id, new Float64Array(unpackBytes(keys))]))
}

/** A block key that more records have than are compared pair by pair. */
export interface HotKeyRow {
  readonly key: number
  readonly rule: string
  readonly recordCount: number
}

/** Replaces the hot keys of a kind, or only those among `keys`. */
export async function replaceHotKeys(
  session: Session,
  kind: MatchedKind,
  rows: readonly HotKeyRow[],
  keys?: readonly number[],
): Promise<void> {
  const among = keys === undefined ? sql`` : sql`and key = any(${keys.map(String)}::bigint[])`

  await sql`delete from matching.hot_key where entity = ${kind} ${among}`.execute(session.db)
  await session.copy(
    'matching.hot_key',
    ['entity', 'key', 'rule', 'record_count'],
    onceAsync(rows.map(({ key, rule, recordCount }) => [kind, key, rule, recordCount])),
  )
}

/** Hot keys of a kind, those of most records first. */
export async function hotKeys(session: Session, kind: MatchedKind): Promise<readonly HotKeyRow[]> {
  const { rows } = await sql<{ key: string; rule: string; recordCount: number }>`
    select key, rule, record_count as "recordCount" from matching.hot_key where entity = ${kind}
    order by record_count desc, key`.execute(session.db)

  return rows.map(({ key, ...row }) => ({ ...row, key: Number(key) }))
}
