import { sql } from 'kysely'
import { thawPopulation } from '../../../../engine/matching/incremental/frozen-population.ts'
import { blockKeys } from '../../../../engine/matching/incremental/block-keys.ts'
import { matchAll } from '../../../../engine/matching/incremental/match-all.ts'
import { matchChanged } from '../../../../engine/matching/incremental/match-changed.ts'
import type { MatchRun } from '../../../../engine/matching/incremental/match-run.ts'
import { packBlockKeys } from '../../../../engine/matching/incremental/pack-block-keys.ts'
import { clusterRows, linkRows } from '../../../../engine/matching/copy-rows.ts'
import { openColumns } from '../../../../engine/matching/kernel/shared-columns.ts'
import { matchRecords } from '../../../../engine/matching/match-records.ts'
import { silentProgress } from '../../../../engine/operations/progress.ts'
import type { Tools } from '../../../../engine/operations/tools.ts'
import { hotKeys, recordsByKey } from '../../../../engine/store/matching/block-keys.ts'
import type { CopyRow } from '../../../../engine/store/copy-format.ts'
import { matchState } from '../../../../engine/store/matching/links.ts'
import { matchFields, matchRows } from '../../../../engine/store/matching/match-rows.ts'
import { wordsOfKind } from '../../../../engine/store/matching/persons-words.ts'
import type { Store } from '../../../../engine/store/store.ts'
import { population } from '../../../../engine/store/matching/term-frequencies.ts'
import { matchModelSchema } from '../../../../rules/matching/match-model.ts'
import { bothMissing, exact, missing, otherwise, sharesToken } from '../../../../rules/matching/condition.ts'

/** Articles with few values and small blocks, so that every night makes values hot and cool. */
export const shopModel = matchModelSchema.parse({
  kind: 'product',
  columns: [
    { name: 'name', from: ['name'] },
    { name: 'brand', from: ['brand'] },
    { name: 'sku', from: ['sku'] },
    { name: 'gtin', from: ['gtin'] },
    { name: 'label', from: ['brand', 'name'] },
  ],
  blockingRules: [
    { name: 'article number', keys: ['sku'] },
    { name: 'brand and article number', keys: ['brand', 'sku'] },
    { name: 'a word of the name', eachOf: 'name' },
  ],
  blockSizeMax: 3,
  matesPerRecord: 1,
  linkAbove: 0.5,
  reviewAbove: 0.1,
  exclusive: [{ column: 'gtin' }],
  comparisons: [
    {
      name: 'article number',
      levels: [
        { name: 'missing', when: missing('sku'), m: 1, u: 1 },
        { name: 'the same', when: exact('sku'), m: 0.9, u: 0.1, termFrequency: { column: 'sku' } },
        { name: 'otherwise', when: otherwise(), m: 0.3, u: 0.9 },
      ],
    },
    {
      name: 'name',
      levels: [
        { name: 'missing', when: bothMissing('name'), m: 1, u: 1 },
        { name: 'the same', when: exact('label'), m: 0.8, u: 0.05, termFrequency: { column: 'label' } },
        { name: 'a word', when: sharesToken('name'), m: 0.3, u: 0.1 },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 0.8 },
      ],
    },
  ],
})

export interface Article {
  readonly sku: string | null
  readonly name: string | null
  readonly brand: string | null
  readonly gtin: string | null
}

/** What happens to one record in a night, or what a person says of two. */
export type ShopEvent =
  | { readonly is: 'written'; readonly record: number; readonly article: Article }
  | { readonly is: 'ended'; readonly record: number }
  | {
      readonly is: 'decided'
      readonly left: number
      readonly right: number
      readonly verdict: 'same' | 'different' | 'later'
      readonly actor?: string
    }
  /** Takes back one of the standing words: the one at this place, counted round and round. */
  | { readonly is: 'retracted'; readonly place: number }

const systems = ['erp', 'shop']
const runOf = (runId: number): MatchRun => ({
  kind: 'product',
  model: shopModel,
  modelVersion: 'v1',
  fingerprint: `night ${runId}`,
  runId,
  stage: 'match product',
})

/** Empties the store's products and opens the systems. */
export async function openShop({ db }: Store): Promise<void> {
  const emptied = ['staging.product', 'staging.source_record', 'review.decision', 'staging.snapshot', 'staging.flow']
  const matched = ['matching.state', 'matching.link', 'matching.former_link']

  for (const table of [...emptied, 'staging.run', ...matched]) await sql`delete from ${sql.table(table)}`.execute(db)
  for (const [place, system] of systems.entries())
    await sql`insert into staging.flow (id, system, entity) values (${place}, ${system}, 'product')`.execute(db)
}

/** Writes what happened as the stages before matching do. */
export async function stage({ db }: Store, runId: number, events: readonly ShopEvent[]): Promise<void> {
  for (const event of events) {
    if (event.is === 'decided') await decide(db, event)
    else if (event.is === 'retracted') await retract(db, event.place)
    else if (event.is === 'ended')
      await sql`
        with ended as (
          update staging.source_record set tombstoned_run = ${runId}, changed_run = ${runId}
          where id = ${event.record} and tombstoned_run is null returning id)
        update staging.product set normalized_run = ${runId} from ended where record_id = ended.id`.execute(db)
    else await write(db, runId, event.record, event.article)
  }
}

async function write(
  db: Store['db'],
  runId: number,
  record: number,
  { sku, name, brand, gtin }: Article,
): Promise<void> {
  // Keys in another order than ids, so that labels decide who is left and who names a cluster.
  const key = `k${(record * 7) % 13}`

  await sql`
    insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    values (${record}, ${record % 2}, ${key}, '', '', ${runId}, ${runId})
    on conflict (id) do update set changed_run = ${runId}, tombstoned_run = null`.execute(db)
  await sql`delete from staging.product where record_id = ${record}`.execute(db)
  await sql`
    insert into staging.product (record_id, normalized_run, sku, name, brand, gtin)
    values (${record}, ${runId}, ${sku}, ${name}, ${brand}, ${gtin})`.execute(db)
}

async function decide(db: Store['db'], event: Extract<ShopEvent, { is: 'decided' }>): Promise<void> {
  await sql`
    insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at)
    select coalesce(max(id), 0) + 1, 'product', '', ${Math.min(event.left, event.right)}, ${Math.max(event.left, event.right)},
      ${event.verdict}, '', ${event.actor ?? ''}, now() from review.decision`.execute(db)
}

async function retract(db: Store['db'], place: number): Promise<void> {
  await sql`
    insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at, retracts)
    select (select max(id) + 1 from review.decision), entity, '', left_id, right_id, 'retracted', '', '', now(), id
    from (
      select word.*, row_number() over (order by id) as place, count(*) over () as count from review.decision as word
      where verdict in ('same', 'different')
        and not exists (select from review.decision as retraction where retraction.retracts = word.id)
    ) as standing where place - 1 = ${place} % count`.execute(db)
}

/** Removes words that were taken back, and that they were. */
export async function forgetRetracted({ db }: Store): Promise<void> {
  await sql`
    delete from review.decision as word where retracts is not null
      or exists (select from review.decision as retraction where retraction.retracts = word.id)`.execute(db)
}

export async function matchAllNow(store: Store, runId: number): Promise<void> {
  await matchAll(runOf(runId), await matchState(store, 'product'), toolsOf(store))
}

/** A night that matches what changed, however much that is. */
export async function matchChangedNow(store: Store, runId: number) {
  return matchChanged(runOf(runId), await matchState(store, 'product'), toolsOf(store), {
    changedShareMax: 1_000,
    hasDrifted: () => false,
  })
}

/** What the store holds after a night. */
export async function stored(store: Store) {
  const { db } = store
  const links = await sql`
    select left_id, right_id, verdict, weight, deciding_field, held_apart_by, is_asserted from matching.link
    order by 1, 2`.execute(db)
  const clusters = await sql<{ id: number; representative: number }>`
    select record_id as id, representative_id as representative from matching.cluster order by 1`.execute(db)

  return {
    links: links.rows.map((row) => Object.values(row as object)),
    clusters: clusters.rows.map(({ id, representative }) => [id, representative]),
    hot: (await hotKeys(store, 'product')).map(({ rule, recordCount }) => `${rule} ${recordCount}`).toSorted(),
    limits: (await matchState(store, 'product'))?.limits,
  }
}

/** What matching all records, by the counts the store keeps, finds. */
export async function expected(store: Store) {
  const frozen = await population(store, 'product')
  const pageCount = (await matchState(store, 'product'))?.blockPageCount ?? 1
  const outcome = await store.transaction(async (session) =>
    matchRecords(
      {
        fields: matchFields('product'),
        batches: matchRows(session, 'product', 100),
        assertions: (await wordsOfKind(session, 'product')).holding,
        population: (columns) => thawPopulation(frozen as NonNullable<typeof frozen>, columns),
      },
      shopModel,
      { workerCount: 1 },
    ),
  )
  const keys = blockKeys(shopModel, openColumns(outcome.data.columns), outcome.recordIds.length, pageCount)
  const { hot } = packBlockKeys(keys, outcome.recordIds, pageCount, shopModel.blockSizeMax)
  const ruleCounts = hot.map(({ rule, recordCount }) => `${shopModel.blockingRules[rule]?.name} ${recordCount}`)

  return {
    keys: keysByRecord(keys.keys, (place) => recordAt(outcome.recordIds, keys.starts, place)),
    found: {
      links: inOrder(await collect(linkRows(shopModel, 'v1', 0, outcome))).map((row) => [
        ...row.slice(1, 7),
        row[8] === 't',
      ]),
      clusters: inOrder(await collect(clusterRows('product', outcome, keys))).map((row) => [row[0], row[2]]),
      hot: ruleCounts.toSorted(),
      limits: outcome.hotValues.map(
        ({ rule, count }) =>
          `product: ${count} records share one value of blocking rule "${rule}"; it was taken out of blocking.`,
      ),
    },
  }
}

/** The records the store keeps for each of the keys. */
export async function storedKeys(
  store: Store,
  keys: Iterable<string>,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const members = await recordsByKey(store, 'product', [...keys].map(Number))

  return Object.fromEntries([...members].map(([key, ids]) => [String(key), ids.toSorted((one, other) => one - other)]))
}

function keysByRecord(keys: Float64Array, recordOf: (place: number) => number): Record<string, number[]> {
  const byKey: Record<string, number[]> = {}

  keys.forEach((key, place) => void (byKey[String(key)] ??= []).push(recordOf(place)))
  for (const ids of Object.values(byKey)) ids.sort((one, other) => one - other)

  return byKey
}

function recordAt(recordIds: Int32Array, starts: Int32Array, place: number): number {
  return recordIds[starts.findLastIndex((start, row) => row < recordIds.length && start <= place)] as number
}

async function collect(batches: AsyncIterable<readonly CopyRow[]>): Promise<readonly CopyRow[]> {
  const rows: CopyRow[] = []

  for await (const batch of batches) rows.push(...batch)

  return rows
}

/** By the first two numbers of a row. */
function inOrder(rows: readonly CopyRow[]): readonly CopyRow[] {
  const numbers = (row: CopyRow) => row.filter((value) => typeof value === 'number')

  return rows.toSorted((one, other) => {
    const [left, right] = [numbers(one), numbers(other)]

    return (left[0] as number) - (right[0] as number) || (left[1] as number) - (right[1] as number)
  })
}

function toolsOf(store: Store): Tools {
  return {
    store,
    workerCount: 1,
    clock: () => new Date(0),
    pause: async () => {},
    progress: silentProgress,
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
  }
}
