import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkFlow } from '../../engine/documents/check-flow.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import type { FlowRecord } from '../../rules/documents/flow/flow-case.ts'
import { flowPolicy, type FlowPolicy } from '../../rules/documents/flow/flow-policy.ts'
import { judgeCase } from '../../rules/documents/flow/judge-case.ts'

/** What one system holds of one order; everything the rules look at may be anything. */
interface Step {
  readonly status: string | null
  readonly day: string | null
  readonly other: string | null
  readonly minor: number | null
  readonly type: string | null
  readonly currency: string
  /** Whether an invoice is a copy of the first one. */
  readonly isCopy: boolean
}

interface Case {
  readonly orders: readonly Step[]
  readonly invoices: readonly Step[]
  readonly payments: readonly Step[]
}

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-02-${String(date).padStart(2, '0')}`)
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 7 })
const step = (statuses: readonly string[], types: readonly string[], amounts: readonly number[]) =>
  fc.record({
    status: sometimes(fc.constantFrom(...statuses)),
    day: sometimes(day),
    other: fc.option(day, { freq: 1 }),
    minor: sometimes(fc.constantFrom(...amounts)),
    type: sometimes(fc.constantFrom(...types)),
    currency: fc.constantFrom(...Array.from({ length: 9 }, () => 'CZK'), 'EUR'),
    isCopy: fc.boolean(),
  })
const order = step(['open', 'Shipped', 'storno', 'storno'], ['-'], [10_000, 10_000, 10_000, 0, -500])
const invoice = step(['open', 'open', 'cancelled'], ['invoice', 'invoice', 'credit-note'], [10_000, 10_000, 6_000, 4_000, -4_000]) // prettier-ignore
const payment = step(['captured', 'captured', 'failed', 'refunded'], ['payment', 'payment', 'refund', 'fee'], [10_000, 10_000, -10_000, 400]) // prettier-ignore
const cases: fc.Arbitrary<readonly Case[]> = fc.array(
  fc.record({
    // Mostly one order, in one system or in two that agree; now and then two that do not.
    orders: fc.oneof(
      { weight: 6, arbitrary: order.map((one) => [one]) },
      { weight: 3, arbitrary: order.map((one) => [one, one]) },
      { weight: 1, arbitrary: fc.array(order, { maxLength: 2 }) },
    ),
    invoices: fc.array(invoice, { maxLength: 3 }),
    payments: fc.array(payment, { maxLength: 3 }),
  }),
  { minLength: 60, maxLength: 90 },
)
const policies: fc.Arbitrary<FlowPolicy> = fc
  .record({
    invoice: fc.record({
      in: fc.constantFrom(['s0'], ['s1'], ['s1', 's0']),
      shippedStatuses: fc.constantFrom([], ['shipped']),
      afterShipping: fc.boolean(),
    }),
    payment: fc.record({ afterOrder: fc.boolean(), refundedWithin: fc.constantFrom('0m', '14d') }),
    tolerance: fc.record({ absolute: fc.constantFrom(0, 50) }),
    without: fc.constantFrom('invoice', 'payment', 'none', 'none', 'none'),
  })
  .map(({ without, ...policy }) => flowPolicy.parse({ ...policy, ...(without !== 'none' && { [without]: undefined }) }))

const asOf = '2026-03-10T02:00:00.000Z'
const kinds = ['order', 'invoice', 'payment'] as const
const lastGoodAt = new Map(
  kinds.flatMap((kind) => ['s0', 's1', 's2'].map((system) => [`${system}.${kind}`, asOf] as const)),
)
const terms = { asOf, companyTimeZone: 'Europe/Prague', lastGoodAt }

let store: Store

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  await migrate(store)
}, 120_000)
afterAll(() => store[Symbol.asyncDispose]())

/** The order of case 7 is O-0007 in every system, and other hands write that number otherwise. */
const spelled = (number: string, place: number) =>
  [number, number.toLowerCase(), number.replace('-00', '/')][place % 3] ?? number

interface Placed extends Step {
  readonly kind: (typeof kinds)[number]
  readonly index: number
  readonly place: number
}

const steps = (all: readonly Case[]): readonly Placed[] =>
  all.flatMap(({ orders, invoices, payments }, index) => [
    ...orders.map((one, place) => ({ ...one, kind: 'order' as const, index, place })),
    ...invoices.map((one, place) => ({ ...one, kind: 'invoice' as const, index, place })),
    ...payments.map((one, place) => ({ ...one, kind: 'payment' as const, index, place })),
  ])

const keyOf = ({ index, place }: Placed) => `${index}.${place}`
const numberOf = ({ index }: Placed) => `O-00${String(index + 10)}`

/** Both copies of an order are one golden record; invoices are one of their own or copies of the first. */
const goldenOf = ({ kind, index, place, isCopy }: Placed) =>
  kind === 'order' ? `ord_${index}` : kind === 'invoice' ? `inv_${index}_${isCopy ? 0 : place}` : null

function columnsOf(one: Placed): Readonly<Record<string, string | null>> {
  const number = spelled(numberOf(one), one.place)
  const amounts = { currency: one.currency, scale: one.minor === null ? null : '2', gross_minor: one.minor === null ? null : String(one.minor) } // prettier-ignore

  if (one.kind === 'order')
    return { number, ordered_on: one.day, shipped_on: one.other, status: one.status, ...amounts }
  if (one.kind === 'payment')
    return { reference: number, paid_on: one.day, type: one.type, status: one.status, ...amounts }
  return { number: `F${one.index}${one.place}`, order_number: number, issued_on: one.day, document_type: one.type, status: one.status, ...amounts } // prettier-ignore
}

async function fill(all: readonly Placed[]): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(store.db)
  const literal = (value: string | null) => (value === null ? 'null' : `'${value}'`)
  const insert = async (into: string, rows: readonly (readonly (string | null)[])[]) => {
    if (rows.length > 0) await run(`insert into ${into} values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`) // prettier-ignore
  }
  const numbered = all.map((one, recordId) => ({ one, id: String(recordId) }))

  await run('truncate staging.order, staging.invoice, staging.payment, golden.crosswalk, documents.mismatch')
  for (const table of ['source_record', 'flow', 'run']) await run(`delete from staging.${table}`)
  await insert('staging.run (id, status, as_of, business_day, plan_fingerprint)', [['1', 'running', asOf, '2026-03-10', 'law']]) // prettier-ignore
  await insert(
    'staging.flow (id, system, entity)',
    kinds.flatMap((kind, at) => [0, 1, 2].map((system) => [String(at * 3 + system + 1), `s${system}`, kind])),
  )
  await insert(
    'staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)',
    numbered.map(({ one, id }) => [id, String(kinds.indexOf(one.kind) * 3 + one.place + 1), keyOf(one), '', '{}', '1', '1']), // prettier-ignore
  )
  await insert(
    'golden.crosswalk (record_id, entity, golden_id, since_run)',
    numbered.filter(({ one }) => goldenOf(one) !== null).map(({ one, id }) => [id, one.kind, goldenOf(one), '1']),
  )
  for (const kind of kinds) {
    const of = numbered.filter(({ one }) => one.kind === kind).map(({ one, id }) => ({ columns: columnsOf(one), id }))
    const names = Object.keys(of[0]?.columns ?? {})

    await insert(
      `staging.${kind} (record_id, normalized_run${names.map((name) => `, ${name}`).join('')})`,
      of.map(({ columns, id }) => [id, '1', ...names.map((name) => columns[name] ?? null)]),
    )
  }
}

function recordOf(one: Placed): FlowRecord {
  const camel = (name: string) => name.replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase())

  return {
    goldenId: goldenOf(one),
    system: `s${one.place}`,
    sourceKey: keyOf(one),
    record: Object.fromEntries(Object.entries(columnsOf(one)).map(([name, value]) => [camel(name), value])),
    changedAt: null,
    firstSeenAt: asOf,
    goldenCustomer: null,
    hasPossibleTwin: false,
  }
}

const nameOf = (parts: readonly (string | null)[]) => parts.map((part) => part ?? '').join(' ')

/** Every case judged, the dull ones too. A payment of an order that is not there belongs to nothing. */
function judged(all: readonly Placed[], policy: FlowPolicy): readonly string[] {
  const indexes = [...new Set(all.map(({ index }) => index))]

  return indexes
    .flatMap((index) => {
      const of = (kind: Placed['kind']) => all.filter((one) => one.index === index && one.kind === kind).map(recordOf)
      const [orders, invoices, payments] = [of('order'), of('invoice'), of('payment')]
      const whole = { orders, invoices, payments: orders.length === 0 ? [] : payments }

      return judgeCase(whole, policy, terms).findings
    })
    .map(({ kind, cause, system, sourceKey, otherSystem, otherSourceKey, differenceMinor }) =>
      nameOf([kind, cause, system, sourceKey, otherSystem, otherSourceKey, differenceMinor]),
    )
    .toSorted()
}

async function checked(policy: FlowPolicy): Promise<readonly string[]> {
  await checkFlow(
    { policy, terms, runId: 1 },
    { store, workerCount: 1, clock: () => new Date(asOf), pause: async () => {}, progress: silentProgress, signal: new AbortController().signal, log: { info: () => {}, warn: () => {} } }, // prettier-ignore
  )
  const rows = await store.db.selectFrom('documents.mismatch').selectAll().where('resolved_run', 'is', null).execute()

  return rows
    .map((row) =>
      nameOf([
        row.entity,
        row.cause,
        row.system,
        row.source_key,
        row.other_system,
        row.other_key,
        row.difference_minor,
      ]),
    ) // prettier-ignore
    .toSorted()
}

test(
  'the night finds what judging every case finds: the database leaves out only cases without a finding',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, policies, async (all, policy) => {
        const placed = steps(all)

        await fill(placed)
        expect(await checked(policy)).toEqual(judged(placed, policy))
      }),
      { numRuns: 15, endOnFailure: true },
    )
  },
)
