/* oxlint-disable no-console -- a benchmark prints what it measured */
import { loadavg } from 'node:os'
import { Command } from 'commander'
import { sql } from 'kysely'
import { reviewDesk, type ProposalWish } from '../../engine/cli/review/review-desk.ts'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { LoadedPlan } from '../../engine/plan/load-plan.ts'
import { proposeMerges } from '../../engine/review/propose-merges.ts'
import { migrate } from '../../engine/store/migrate.ts'
import type { ProposalPlace } from '../../engine/store/review/proposal-list.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { customerModel } from '../../rules/matching/customer-model.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { askLists } from './ask-lists.ts'
import { fillLists } from './fill-lists.ts'
import { fillReview } from './fill-review.ts'
import { stopwatch, type Timed, type TimedRow } from './stopwatch.ts'

export const reviewBench = new Command('review')
  .description(
    'what people wait for, on PostgreSQL: every list with its pages and filters, proposals, previews, golden records and events',
  )
  .option('--golden <count>', 'golden records', '1000000')
  .option('--questions <count>', 'open proposals', '100000')
  .option('--times <count>', 'how often each is asked', '40')
  .action(async (options: { golden: string; questions: string; times: string }) => {
    if (postgresMissing() !== undefined) return console.log(`skipped: ${postgresMissing()}`)
    await using server = await postgresServer()
    await using store = await openStore({ databaseUrl: await server.createDatabase() })
    const size = { goldenRecords: Number(options.golden), questions: Number(options.questions) }

    await migrate(store)
    console.log(`Filling the store with ${size.goldenRecords} golden records …`)
    await fillReview(store, size)
    await fillLists(store, {
      ...{ conflicts: Math.floor(size.goldenRecords / 5), findings: size.questions, payments: size.questions },
      ...{ batches: 200, correctionsEach: 2_000 },
    })
    await propose(store, 'first night')
    await propose(store, 'same night again')
    const timed = await stopwatch(store, Number(options.times))
    const fresh = await timed('list, first page, before the vacuum', () =>
      reviewDesk.list({ state: 'open' }, { limit: 50 }, toolsOf(store)),
    )

    // The server does so by itself, within a minute or so after a night has written.
    await sql`vacuum analyze`.execute(store.db)
    console.table([fresh, ...(await askReview(toolsOf(store), timed)), ...(await askLists(toolsOf(store), timed))])
    console.log(`load of the last minute ${loadavg()[0]?.toFixed(1)}`)
  })

async function propose(store: Store, night: string): Promise<void> {
  const started = performance.now()

  await store.transaction((session) =>
    proposeMerges(session, {
      ...{ kind: 'customer', runId: 3, currency: 'CZK', fourEyes: { stakeMin: 90_000 } },
      model: customerModel,
    }),
  )
  console.log(`${night}: proposed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function askReview(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const plan = { plan: { truth: {} } } as LoadedPlan
  const list = (wish: Partial<ProposalWish>, after?: ProposalPlace) =>
    reviewDesk.list({ state: 'open', ...wish }, { limit: 50, after }, tools)
  const [middle, last] = await places(tools)
  const { proposals } = await list({})
  const at = (place: number) => proposals[place % proposals.length]?.id ?? ''
  const golden = (place: number) => `crm:${1 + ((place * 7919) % 10_000)}`

  await reviewDesk.assign({ proposals: proposals.map(({ id }) => id), to: 'jana', by: 'bench', reason: null }, tools)
  return [
    await timed('list, first page', () => list({})),
    await timed('list, page in the middle', () => list({}, middle)),
    await timed('list, last page', () => list({}, last)),
    await timed('list, one entity', () => list({ entity: 'customer' })),
    await timed('list, an entity without any', () => list({ entity: 'product' })),
    await timed('list, one reason', () => list({ reason: 'tie' })),
    await timed('list, a rare system', () => list({ system: 'shop' })),
    await timed('list, an assignee', () => list({ assignee: 'jana' })),
    await timed('list, unassigned', () => list({ assignee: null })),
    await timed('list, minimum weight', () => list({ weightMin: 13.5 })),
    await timed('list, a weight all have', () => list({ weightMin: 4 })),
    await timed('list, minimum members', () => list({ membersMin: 3 })),
    await timed('list, minimum stake', () => list({ stakeMin: '40000' })),
    await timed('list, one member', (place) => list({ member: proposals[place % 50]?.members[0] })),
    await timed('list, awaiting', () => list({ state: 'awaiting' })),
    await timed('list, decided', () => list({ state: 'decided' })),
    await timed('show', (place) => reviewDesk.show(plan, at(place), [], tools)),
    await timed('preview', (place) => reviewDesk.preview(plan, at(place), [], tools)),
    await timed('decide', (place) =>
      reviewDesk.decide({ proposal: at(place), verdict: 'later', members: [], by: 'jana', reason: 'bench' }, tools),
    ),
    await timed('golden show', (place) =>
      tools.store.transaction((session) => goldenSheet(session, golden(place), undefined)),
    ),
    await timed('golden show as of', (place) =>
      tools.store.transaction((session) => goldenSheet(session, golden(place), '2026-01-03T12:00:00Z')),
    ),
  ]
}

/** Where the page in the middle of the list begins, and the last one. */
async function places({ store }: Tools): Promise<readonly (ProposalPlace | undefined)[]> {
  const rows = await store.db
    .selectFrom('review.proposal')
    .select(['id', 'stake', 'system_count as systems', 'member_count as members', 'weight'])
    .where('status', '=', 'open')
    .orderBy('stake', 'desc')
    .orderBy('system_count', 'desc')
    .orderBy('member_count', 'desc')
    .orderBy('weight', 'desc')
    .orderBy('id', 'desc')
    .execute()

  return [rows[Math.floor(rows.length / 2)], rows.at(-50)]
}

function toolsOf(store: Store): Tools {
  return {
    store,
    workerCount: 1,
    clock: () => new Date('2026-01-10T12:00:00Z'),
    progress: { stage: () => {}, advance: () => {}, done: () => {} },
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
    pause: async () => {},
  }
}
