/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { sql } from 'kysely'
import { contradictions } from '../../rules/matching/contradictions.ts'
import { changeLinks, replaceLinks } from '../../engine/store/matching/change-links.ts'
import type { CopyRow } from '../../engine/store/copy-format.ts'
import { linkHistory } from '../../engine/store/matching/link-history.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { wordsOfKind } from '../../engine/store/matching/persons-words.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'

const BATCH = 10_000

export const linksBench = new Command('links')
  .description('what the link ledger costs, on PostgreSQL: nights that match all records, and words of persons')
  .option('--links <count>', 'links of one kind', '1000000')
  .option('--words <count>', 'words of persons', '100000')
  .action(async (options: { links: string; words: string }) => {
    if (postgresMissing() !== undefined) return console.log(`skipped: ${postgresMissing()}`)
    await using server = await postgresServer()
    await using store = await openStore({ databaseUrl: await server.createDatabase() })
    const count = Number(options.links)

    await migrate(store)
    await fill(store, count, Number(options.words))
    await matchAllNights(store, count)
    await readWords(store)
  })

/** Records in a row, each linked with the next; of the words every twentieth contradicts the one before it. */
async function fill({ db }: Store, links: number, words: number): Promise<void> {
  await sql`insert into staging.flow (id, system, entity) values (1, 'crm', 'customer')`.execute(db)
  await sql`
    insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    select id, 'finished', timestamptz '2026-03-01' + id * interval '1 day', date '2026-03-01' + id, ''
    from generate_series(1, 6) as id`.execute(db)
  await sql`
    insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    select id, 1, id::text, '', '', 1, 1 from generate_series(1, ${links + 1}::integer) as id`.execute(db)
  await sql`
    insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at)
    select id, 'customer', '', place, place + 1,
      case when id % 20 = 0 then 'different' else 'same' end, '', case when id % 20 = 0 then 'petr' else 'jana' end, now()
    from generate_series(1, ${words}::integer) as id
    cross join lateral (select (case when id % 20 = 0 then id - 1 else id end) * 2 as place) as pair`.execute(db)
  await sql`analyze`.execute(db)
}

async function matchAllNights(store: Store, count: number): Promise<void> {
  const nights = [
    { name: 'first night', weight: 9, parted: 0 },
    { name: 'the same links again', weight: 9, parted: 0 },
    { name: 'another model: other weights, the same links', weight: 10, parted: 0 },
    { name: 'one link in a hundred is none any more', weight: 10, parted: 100 },
  ]

  for (const [place, { name, weight, parted }] of nights.entries()) {
    await timed(store, name, () =>
      store.transaction((session) =>
        replaceLinks(session, changeOf(place + 1, weight), linksOf(count, place + 1, weight, parted), nothing()),
      ),
    )
  }
  await timed(store, 'a night that changes a thousand links', () =>
    store.transaction((session) => {
      const lost = Array.from({ length: 1_000 }, (_, at) => ({ left: at * 100 + 1, right: at * 100 + 2 }))

      return changeLinks(session, changeOf(5, 10), lost, [])
    }),
  )
}

function changeOf(runId: number, weight: number) {
  const before = { matchedRun: runId - 1, decisionId: 0 }

  return { kind: 'customer' as const, runId, modelVersion: `v${weight}`, before: runId === 1 ? undefined : before }
}

async function* linksOf(
  count: number,
  runId: number,
  weight: number,
  parted: number,
): AsyncGenerator<readonly CopyRow[]> {
  for (let from = 0; from < count; from += BATCH)
    yield Array.from({ length: Math.min(BATCH, count - from) }, (_, offset) => from + offset + 1)
      .filter((left) => parted === 0 || left % parted !== 0)
      .map((left) => ['customer', left, left + 1, 'same', weight, 'e-mail', null, `v${weight}`, 'f', runId])
}

async function* nothing(): AsyncGenerator<readonly CopyRow[]> {}

async function readWords(store: Store): Promise<void> {
  await timed(store, 'the words that hold, and who contradicts whom', async () => {
    const words = await wordsOfKind(store, 'customer')

    console.log(`  ${words.holding.length} hold, ${contradictions(words, 10_000).length} contradictions`)
  })
  const seconds = []

  for (let at = 1; at <= 200; at += 1) {
    const started = performance.now()

    await linkHistory(store, 'customer', [at * 100, at * 100 + 1], { after: 0, limit: 50 })
    seconds.push(performance.now() - started)
  }
  seconds.sort((one, other) => one - other)
  console.log(`history of a pair: p50 ${seconds[100]?.toFixed(1)} ms, p95 ${seconds[190]?.toFixed(1)} ms`)
}

async function timed(store: Store, name: string, work: () => Promise<unknown>): Promise<void> {
  const before = await ledgerSize(store)
  const started = performance.now()

  await work()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)

  console.log(`${name}: ${seconds} s, ${(await ledgerSize(store)) - before} rows into the ledger`)
}

async function ledgerSize({ db }: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from matching.former_link`.execute(db)

  return rows[0]?.count ?? 0
}
