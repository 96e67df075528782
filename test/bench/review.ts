/* oxlint-disable no-console -- a benchmark prints what it measured */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { sql } from 'kysely'
import { reviewDesk, type ProposalWish } from '../../engine/cli/review/review-desk.ts'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { LoadedPlan } from '../../engine/plan/load-plan.ts'
import { proposeMerges } from '../../engine/review/propose-merges.ts'
import { eventsAfter } from '../../engine/store/golden/golden-events.ts'
import { migrate } from '../../engine/store/migrate.ts'
import type { ProposalPlace } from '../../engine/store/review/proposal-list.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { customerModel } from '../../rules/matching/customer-model.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { fillReview } from './fill-review.ts'

/** What a person may wait for. */
const MILLISECONDS_MAX = 50

export const reviewBench = new Command('review')
  .description('what a steward waits for, on PostgreSQL: lists, pages, proposals, previews, golden records and events')
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
    backend = await backendOf(store)
    await propose(store, 'first night')
    await propose(store, 'same night again')
    await ask(toolsOf(store), Number(options.times))
  })

async function backendOf(store: Store): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.db)

  return rows[0]?.pid ?? 0
}

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

async function ask(tools: Tools, times: number): Promise<void> {
  const plan = { plan: { truth: {} } } as LoadedPlan
  const list = (wish: Partial<ProposalWish>, after?: ProposalPlace) =>
    reviewDesk.list({ state: 'open', ...wish }, { limit: 50, after }, tools)
  const [middle, last] = await places(tools)
  const { proposals } = await list({})
  const at = (place: number) => proposals[place % proposals.length]?.id ?? ''
  const golden = (place: number) => `crm:${1 + ((place * 7919) % 10_000)}`

  await reviewDesk.assign({ proposals: proposals.map(({ id }) => id), to: 'jana', by: 'bench', reason: null }, tools)
  console.table([
    await timed('list, first page', times, () => list({})),
    await timed('list, page in the middle', times, () => list({}, middle)),
    await timed('list, last page', times, () => list({}, last)),
    await timed('list, one entity', times, () => list({ entity: 'customer' })),
    await timed('list, an entity without any', times, () => list({ entity: 'product' })),
    await timed('list, one reason', times, () => list({ reason: 'tie' })),
    await timed('list, a rare system', times, () => list({ system: 'shop' })),
    await timed('list, an assignee', times, () => list({ assignee: 'jana' })),
    await timed('list, unassigned', times, () => list({ assignee: null })),
    await timed('list, minimum weight', times, () => list({ weightMin: 13.5 })),
    await timed('list, minimum stake', times, () => list({ stakeMin: '40000' })),
    await timed('list, one member', times, (place) => list({ member: proposals[place % 50]?.members[0] })),
    await timed('list, awaiting', times, () => list({ state: 'awaiting' })),
    await timed('list, decided', times, () => list({ state: 'decided' })),
    await timed('show', times, (place) => reviewDesk.show(plan, at(place), [], tools)),
    await timed('preview', times, (place) => reviewDesk.preview(plan, at(place), [], tools)),
    await timed('decide', times, (place) =>
      reviewDesk.decide({ proposal: at(place), verdict: 'later', members: [], by: 'jana', reason: 'bench' }, tools),
    ),
    await timed('golden show', times, (place) =>
      tools.store.transaction((session) => goldenSheet(session, golden(place), undefined)),
    ),
    await timed('golden show as of', times, (place) =>
      tools.store.transaction((session) => goldenSheet(session, golden(place), '2026-01-03T12:00:00Z')),
    ),
    await timed('events, first page', times, () =>
      eventsAfter(tools.store, { run: 0, phase: 0, key: '' }, { limit: 100 }),
    ),
    await timed('events, deep page', times, () =>
      eventsAfter(tools.store, { run: 1, phase: 0, key: 'cus_8' }, { limit: 100 }),
    ),
  ])
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

/**
 * Milliseconds of the middle and of nineteen in twenty, and what a call costs the processors of this program and of the database:
 * on a busy machine that is what a quiet one would take. The first call, which warms up, does not count.
 */
async function timed(what: string, times: number, work: (place: number) => Promise<unknown>) {
  const taken: number[] = []
  let spent = 0

  for (let place = 0; place <= times; place += 1) {
    if (place === 1) spent = spentMilliseconds()
    const started = performance.now()

    await work(place)
    if (place > 0) taken.push(performance.now() - started)
  }
  const sorted = taken.toSorted((left, right) => left - right)
  const share = (part: number) => Number((sorted[Math.ceil(sorted.length * part) - 1] ?? 0).toFixed(1))

  const processors = Number(((spentMilliseconds() - spent) / times).toFixed(1))

  return {
    what,
    'p50 ms': share(0.5),
    'p95 ms': share(0.95),
    'processors ms': processors,
    fits: processors < MILLISECONDS_MAX,
  }
}

let backend = 0

/** Processor time so far of this process and of the database's backend, which the kernel counts in hundredths of a second. */
function spentMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  const fields = readFileSync(`/proc/${backend}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []

  return (user + system) / 1000 + 10 * (Number(fields[11]) + Number(fields[12]))
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
