import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conflictListText } from '../../../engine/cli/golden/conflict-text.ts'
import { conflictsDesk } from '../../../engine/cli/golden/conflicts-desk.ts'
import { proposalListText as paymentListText } from '../../../engine/cli/payments/match-text.ts'
import { paymentsDesk } from '../../../engine/cli/payments/payments-desk.ts'
import { proposalListText } from '../../../engine/cli/review/proposal-text.ts'
import { reviewDesk, type ProposalWish } from '../../../engine/cli/review/review-desk.ts'
import type { Tools } from '../../../engine/operations/tools.ts'
import type { LoadedPlan } from '../../../engine/plan/load-plan.ts'
import { conflictPage, type ConflictFilter, type ConflictPlace } from '../../../engine/store/golden/conflict-list.ts'
import type { FindingFilter } from '../../../engine/store/documents/finding-filter.ts'
import { findingPage, findingTotals, type ListPlace } from '../../../engine/store/documents/finding-list.ts'
import { migrate } from '../../../engine/store/migrate.ts'
import type { ProposalFilter } from '../../../engine/store/review/proposal-filter.ts'
import { proposalPage, type ProposalPlace } from '../../../engine/store/review/proposal-list.ts'
import { openStore, type Store } from '../../../engine/store/store.ts'
import { fillLists } from '../../bench/fill-lists.ts'

let store: Store
let tools: Tools
const page = { limit: 5 }

/** One more of everything than lists count. */
beforeAll(async () => {
  store = await openStore({ inMemory: true })
  tools = { store } as Tools
  const run = (statement: string) => sql.raw(statement).execute(store.db)

  await migrate(store)
  await run(`insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    select n, 'finished', '2026-01-01T02:00:00Z'::timestamptz + n * interval '1 day', '2026-01-01'::date + n, 'test'
    from generate_series(1, 3) as n`)
  await run(`insert into staging.flow (id, system, entity) values (1, 'crm', 'customer'), (2, 'erp', 'customer')`)
  await fillLists(store, {
    ...{ conflicts: 10_001, findings: 12_700, payments: 10_001 },
    ...{ batches: 1, correctionsEach: 1 },
  })
  await run(`insert into review.proposal (id, entity, status, member_ids, weight, reason, opened_run, stake, systems, assignee)
    select 'pro_' || md5(n::text), case n % 4 when 0 then 'product' else 'customer' end, 'open', array[2 * n, 2 * n + 1], n % 700 / 50.0,
      case n % 3 when 0 then 'tie' else 'between-thresholds' end, 1, n % 97, '{crm}', case when n < 20 then 'jana' end
    from generate_series(1, 10001) as n`)
}, 120_000)

afterAll(() => store[Symbol.asyncDispose]())

const review = (wish: Partial<ProposalWish>) => reviewDesk.list({ state: 'open', ...wish }, page, tools)

test('more proposals than are counted are told as more, each reason by itself', async () => {
  const all = await review({})

  expect(all).toMatchObject({ count: 10_000, isCountExact: false })
  expect(all.reasons).toEqual([
    { entity: 'customer', reason: 'between-thresholds', count: 5_001, isCountExact: true },
    { entity: 'customer', reason: 'tie', count: 2_500, isCountExact: true },
    { entity: 'product', reason: 'between-thresholds', count: 1_667, isCountExact: true },
    { entity: 'product', reason: 'tie', count: 833, isCountExact: true },
  ])
  expect(proposalListText(all, 'open', null)).toContain(
    '\n5 of more than 10,000 open\ncustomer between-thresholds: 5,001 (',
  )
})

test('a filter that no index can count by reason says so; one that means few is counted to the end', async () => {
  const many = await review({ weightMin: 0 })
  const few = await review({ assignee: 'jana' })

  expect(many).toMatchObject({ count: 10_000, isCountExact: false, reasons: [] })
  expect(proposalListText(many, 'open', null)).toContain(
    '5 of more than 10,000 open\nToo many to count by reason; --why asks for one of them.\n',
  )
  expect(few).toMatchObject({ count: 19, isCountExact: true })
  expect((await review({ entity: 'product' })).count).toBe(2_500)
  expect(proposalListText(await review({ state: 'decided' }), 'decided', null)).toContain('\n0 of 0 decided\n')
})

test('conflicts without number still tell how many are frozen', async () => {
  const all = await conflictsDesk.list({}, page, tools)

  expect(all).toMatchObject({
    count: 10_000,
    isCountExact: false,
    frozen: { count: 100, isCountExact: true },
    kinds: {},
  })
  expect(conflictListText(all, null)).toContain('\n5 of more than 10,000 conflicts, 100 frozen\n')
  expect(await conflictsDesk.list({ isFrozen: true }, page, tools)).toMatchObject({
    ...{ count: 100, isCountExact: true },
    kinds: { 'ping-pong': 100, differs: 100 },
  })
})

test('money is added up only where all of it is counted, and of a word on a filter always', async () => {
  const many = await findingTotals(store, { state: 'open' }, 'bounded')
  const some = await findingTotals(store, { state: 'accepted' }, 'bounded')
  const all = await findingTotals(store, { state: 'open' }, 'all')
  const plan = { plan: { company: { currency: 'CZK' } } } as LoadedPlan
  const payments = await paymentsDesk.waiting(plan, page, tools)

  expect(many).toEqual({ count: 10_000, isCountExact: false, amounts: [] })
  expect([some.count, some.isCountExact, some.amounts.map(({ currency }) => currency)]).toEqual([
    1_270,
    true,
    ['CZK', 'EUR'],
  ])
  expect([all.count, all.isCountExact, all.amounts.length]).toEqual([10_160, true, 2])
  expect(payments).toMatchObject({ count: 10_000, isCountExact: false, amounts: [] })
  expect(paymentListText(payments, null)).toContain(
    '\n5 of more than 10,000 that wait\nToo many to add up; the biggest come first.\n',
  )
})

/** All pages of a list, one after the other. */
async function pages<Line, Place>(
  read: (after: Place | undefined) => Promise<{ readonly lines: readonly Line[]; readonly next: Place | null }>,
): Promise<readonly Line[]> {
  const all: Line[] = []

  for (let after: Place | undefined; ;) {
    const { lines, next } = await read(after)

    all.push(...lines)
    if (next === null) return all
    after = next
  }
}

test.each<[string, ProposalFilter]>([
  ['a person', { state: 'open', assignee: 'jana' }],
  ['a weight', { state: 'open', weightMin: 13.9 }],
  ['an entity and a reason', { state: 'open', entity: 'product', reason: 'tie' }],
  ['none', { state: 'withdrawn', system: 'shop' }],
])('proposals of %s come in the same order whichever way they are found', async (_, filter) => {
  const read = (isOfFew: boolean) =>
    pages<string, ProposalPlace>(async (after) => {
      const { proposals, next } = await proposalPage(store, filter, { limit: 50, after, isOfFew })

      return { lines: proposals.map(({ id }) => id), next }
    })

  expect(await read(true)).toEqual(await read(false))
})

test.each<[string, ConflictFilter]>([
  ['a kind', { kind: 'ping-pong' }],
  ['a system of few', { system: 'shop', isFrozen: true }],
  ['a field nobody has', { field: 'phone' }],
])('conflicts of %s come in the same order whichever way they are found', async (_, filter) => {
  const read = (isOfFew: boolean) =>
    pages<string, ConflictPlace>(async (after) => {
      const { conflicts, next } = await conflictPage(store, filter, { limit: 30, after, isOfFew })

      return { lines: conflicts.map(({ goldenId }) => goldenId), next }
    })

  expect(await read(true)).toEqual(await read(false))
})

test.each<[string, FindingFilter]>([
  ['a cause', { state: 'open', cause: 'duplicate' }],
  ['a month', { period: '2025-06' }],
  ['an amount', { state: 'resolved', amountMin: '40000' }],
  ['a system nobody has', { system: 'shop' }],
])('findings of %s come in the same order whichever way they are found', async (_, filter) => {
  const read = (isOfFew: boolean) =>
    pages<string, ListPlace>(async (after) => {
      const { lines, next } = await findingPage(store, filter, { currency: 'EUR', limit: 40, after, isOfFew })

      return { lines: lines.map(({ id }) => id), next }
    })
  const few = await read(true)

  expect(few).toEqual(await read(false))
  expect(few).toHaveLength((await findingTotals(store, filter, 'all')).count)
})
