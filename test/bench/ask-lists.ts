import { conflictsDesk, type ConflictWish } from '../../engine/cli/golden/conflicts-desk.ts'
import { deliveryDesk } from '../../engine/cli/deliver/delivery-desk.ts'
import { documentsDesk } from '../../engine/cli/documents/documents-desk.ts'
import { paymentsDesk } from '../../engine/cli/payments/payments-desk.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { LoadedPlan } from '../../engine/plan/load-plan.ts'
import type { FindingFilter } from '../../engine/store/documents/finding-filter.ts'
import { eventsAfter, type FeedPlace } from '../../engine/store/golden/golden-events.ts'
import type { Timed, TimedRow } from './stopwatch.ts'

const page = { limit: 50 }
const loaded = { plan: { company: { currency: 'CZK' } }, flows: [] } as unknown as LoadedPlan

/** Times every list beside the review: its first page, a deep one, and what is rare, common and not there at all. */
export async function askLists(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  return [
    ...(await askConflicts(tools, timed)),
    ...(await askFindings(tools, timed)),
    ...(await askPayments(tools, timed)),
    ...(await askDeliveries(tools, timed)),
    ...(await askEvents(tools, timed)),
  ]
}

async function askConflicts(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const list = (wish: ConflictWish) => conflictsDesk.list(wish, page, tools)
  const deep = { ...page, after: { stake: '100', sinceRun: 1, goldenId: '', field: '' } }
  const { conflicts } = await list({})
  const [{ goldenId, field } = { goldenId: '', field: '' }] = conflicts

  return [
    await timed('conflicts', () => list({})),
    await timed('conflicts, deep page', () => conflictsDesk.list({}, deep, tools)),
    await timed('conflicts, frozen', () => list({ isFrozen: true })),
    await timed('conflicts, a rare kind', () => list({ kind: 'ping-pong' })),
    await timed('conflicts, a kind without any', () => list({ kind: 'deleted' })),
    await timed('conflicts, a system of a third', () => list({ system: 'shop' })),
    await timed('conflicts, a field without any', () => list({ field: 'phone' })),
    await timed('conflicts, an entity without any', () => list({ entity: 'product' })),
    await timed('conflicts, older than two days', () => list({ daysMin: 2 })),
    await timed('conflicts show', () => conflictsDesk.show(goldenId, field, tools)),
  ]
}

async function askFindings(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const list = (filter: FindingFilter) => documentsDesk.list(loaded, { state: 'open', ...filter }, page, tools)
  const deep = { ...page, after: { rank: 0, currency: 'CZK', order: '-100', id: '' } }
  const { findings } = await list({})
  const id = findings[0]?.id ?? ''

  return [
    await timed('documents', () => list({})),
    await timed('documents, deep page', () => documentsDesk.list(loaded, { state: 'open' }, deep, tools)),
    await timed('documents, accepted', () => list({ state: 'accepted' })),
    await timed('documents, resolved', () => list({ state: 'resolved' })),
    await timed('documents, all states', () => list({ state: undefined })),
    await timed('documents, one month', () => list({ period: '2025-06' })),
    await timed('documents, a rare cause', () => list({ cause: 'duplicate' })),
    await timed('documents, a system without any', () => list({ system: 'shop' })),
    await timed('documents, minimum amount', () => list({ amountMin: '49000' })),
    await timed('documents, one customer', (place) => list({ counterparty: `crm:${1 + place}` })),
    await timed('documents show', () => documentsDesk.show(loaded, id, tools)),
  ]
}

async function askPayments(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const deep = { ...page, after: { rank: 0, currency: 'CZK', order: '-100', id: '' } }
  const { matches } = await paymentsDesk.waiting(loaded, page, tools)
  const id = matches[0]?.id ?? ''

  return [
    await timed('payments', () => paymentsDesk.waiting(loaded, page, tools)),
    await timed('payments, deep page', () => paymentsDesk.waiting(loaded, deep, tools)),
    await timed('payments, approved', () => paymentsDesk.decided('approved', page, tools)),
    await timed('payments, approved, deep page', () =>
      paymentsDesk.decided('approved', { ...page, before: 5_000 }, tools),
    ),
    await timed('payments, none waits for a second', () => paymentsDesk.decided('first-approval', page, tools)),
    await timed('payments show', () => paymentsDesk.show(id, tools)),
  ]
}

async function askDeliveries(tools: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const beginning = { recordId: 0, idempotencyKey: '' }
  const { corrections } = await deliveryDesk.show('dlv_000100', beginning, 1_900, tools)

  return [
    await timed('deliver list', () => deliveryDesk.list(undefined, 50, tools)),
    await timed('deliver list, deep page', () => deliveryDesk.list('dlv_000060', 50, tools)),
    await timed('deliver show', () => deliveryDesk.show('dlv_000100', beginning, 50, tools)),
    await timed('deliver show, deep page', () =>
      deliveryDesk.show('dlv_000100', corrections.at(-1) ?? beginning, 50, tools),
    ),
  ]
}

async function askEvents({ store }: Tools, timed: Timed): Promise<readonly TimedRow[]> {
  const read = (place: FeedPlace) => eventsAfter(store, place, { limit: 100 })

  return [
    await timed('events, first page', () => read({ run: 0, phase: 0, key: '' })),
    await timed('events, deep among the created', () => read({ run: 1, phase: 0, key: 'cus_8' })),
    await timed('events, deep among the changes', () => read({ run: 2, phase: 1, key: '0000045000' })),
  ]
}
