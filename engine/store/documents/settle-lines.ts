import { sql, type RawBuilder } from 'kysely'
import type { SettledKind } from '../../../rules/documents/payments/payment-policy.ts'
import { cursorPages } from '../cursor-pages.ts'
import { joinGoldenCustomer } from '../matching/match-rows.ts'
import type { CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** A document or a payment as it waits to be matched; amounts in minor units as text. */
export interface SettleLine {
  readonly id: number
  readonly system: string
  readonly sourceKey: string
  readonly goldenId: string | null
  readonly counterparty: string | null
  readonly currency: string
  readonly scale: number
  readonly amountMinor: string
  /** What decided matches of before, and of people, leave of the amount. */
  readonly leftMinor: string
  readonly on: string | null
  readonly dueOn: string | null
  readonly status: string | null
  /** Of a document its number, of a payment the reference. */
  readonly number: string | null
  /** Of a document the order it belongs to, of a payment what the payer wrote. */
  readonly text: string | null
}

const columns = [
  ['id', 'id'],
  ['system', 'system'],
  ['source_key', 'sourceKey'],
  ['golden_id', 'goldenId'],
  ['counterparty', 'counterparty'],
  ['currency', 'currency'],
  ['scale', 'scale'],
  ['amount_minor::text', 'amountMinor'],
  ['left_minor::text', 'leftMinor'],
  ['"on"::text', 'on'],
  ['due_on::text', 'dueOn'],
  ['status', 'status'],
  ['number', 'number'],
  ['text', 'text'],
] as const

/** The columns of a `SettleLine`, of whichever list stands in the query. */
export const lineColumns = sql.raw(columns.map(([column, name]) => `${column} as "${name}"`).join(', '))

/** What differs between the kinds of documents: what is to be paid, when, and what belongs together. */
const documents: Readonly<Record<SettledKind, RawBuilder<unknown>>> = {
  invoice: sql`coalesce(canonical.payable_minor, canonical.gross_minor - coalesce(canonical.prepaid_minor, 0))
    * case when canonical.document_type = 'credit-note' and canonical.gross_minor > 0 then -1 else 1 end as amount_minor,
    canonical.issued_on as "on", coalesce(canonical.due_on, canonical.issued_on) as due_on, canonical.order_number as text`,
  order: sql`coalesce(canonical.payable_minor, canonical.gross_minor - coalesce(canonical.prepaid_minor, 0)) as amount_minor,
    canonical.ordered_on as "on", canonical.ordered_on as due_on, null::text as text`,
  payout: sql`abs(canonical.gross_minor) as amount_minor, canonical.paid_on as "on", canonical.paid_on as due_on,
    null::text as text`,
}

/** Opens the lists that matching payments works with; they live until the transaction ends. */
export async function openSettling({ db }: Session): Promise<void> {
  await sql`drop table if exists allocated, settle_taken, settle_document, settle_number, settle_payment, settle_grouped`.execute(
    db,
  )
  await sql`
    create temporary table allocated on commit drop as select * from documents.allocation with no data`.execute(db)
  await sql`create index on allocated (payment_id)`.execute(db)
  await sql`
    create temporary table settle_taken (
      payment_id integer not null, document_id integer not null, payment_minor bigint not null, document_minor bigint not null
    ) on commit drop`.execute(db)
}

/**
 * Lists the living documents of a system that can be paid, one for each golden record: a duplicate is not paid twice. `only` narrows
 * by `record` and `crosswalk`.
 */
export async function openDocuments(
  { db }: Session,
  kind: SettledKind,
  system: string,
  only: RawBuilder<unknown> = sql`true`,
): Promise<void> {
  await sql`drop table if exists settle_document, settle_number, settle_grouped`.execute(db)
  await sql`
    create temporary table settle_document on commit drop as
    select document.*, document.amount_minor - coalesce(taken.minor, 0) as left_minor from (
    select distinct on (coalesce(crosswalk.golden_id, record.id::text)) record.id, flow.system, record.source_key,
      crosswalk.golden_id, customer.golden_id as counterparty, canonical.currency, canonical.scale, canonical.status,
      ${kind === 'payout' ? sql`canonical.payout_key as number` : sql`canonical.number`}, ${documents[kind]}
    from ${sql.raw(kind === 'payout' ? 'staging.payment' : `staging.${kind}`)} as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join staging.flow as flow on flow.id = record.flow_id and flow.system = ${system}
    left join golden.crosswalk as crosswalk on crosswalk.record_id = record.id
    ${joinGoldenCustomer}
    where canonical.currency is not null and canonical.scale is not null and ${only}
      ${kind === 'payout' ? sql`and lower(canonical.type) = 'payout'` : sql``}
    order by coalesce(crosswalk.golden_id, record.id::text), record.source_key, record.id
    ) as document
    left join (select document_id, sum(document_minor)::bigint as minor from settle_taken group by 1) as taken
      on taken.document_id = document.id`.execute(db)
  await sql`delete from settle_document where amount_minor is null`.execute(db)
  await sql`
    create temporary table settle_number (key text collate "C" not null, document_id integer not null) on commit drop`.execute(
    db,
  )
  await sql`
    create temporary table settle_grouped (payment_id integer not null, party text collate "C") on commit drop`.execute(
    db,
  )
}

/** Lists the living payments and refunds of some systems; fees and payouts settle no document. `only` narrows by `record`. */
export async function openPayments(
  { db }: Session,
  systems: readonly string[],
  only: RawBuilder<unknown> = sql`true`,
): Promise<void> {
  await sql`
    create temporary table settle_payment on commit drop as
    select payment.*, payment.amount_minor - coalesce(taken.minor, 0) as left_minor from (
    select record.id, flow.system, record.source_key, null::text as golden_id, customer.golden_id as counterparty,
      canonical.currency, canonical.scale, canonical.status, canonical.reference as number, canonical.text,
      canonical.paid_on as "on", null::date as due_on, canonical.payer_account as account,
      canonical.gross_minor * case when lower(canonical.type) = 'refund' and canonical.gross_minor > 0 then -1 else 1 end
        as amount_minor
    from staging.payment as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join staging.flow as flow on flow.id = record.flow_id and flow.system = any(${[...systems]}::text[])
    ${joinGoldenCustomer}
    where canonical.currency is not null and canonical.scale is not null and canonical.gross_minor <> 0 and ${only}
      and coalesce(lower(canonical.type), '') not in ('fee', 'payout')
    ) as payment
    left join (select payment_id, sum(payment_minor)::bigint as minor from settle_taken group by 1) as taken
      on taken.payment_id = payment.id`.execute(db)
}

export function documentPages(session: Session, pageSize: number): AsyncGenerator<readonly SettleLine[]> {
  return cursorPages(session, sql<SettleLine>`select ${lineColumns} from settle_document order by id`, pageSize)
}

/** Payments of some systems: those that no earlier target took, or all. */
export function paymentPages(
  session: Session,
  systems: readonly string[],
  pageSize: number,
  { isTaken }: { readonly isTaken: 'left-out' | 'included' },
): AsyncGenerator<readonly SettleLine[]> {
  const isLeft =
    isTaken === 'included'
      ? sql``
      : sql`and not exists (
      select from allocated where payment_id = payment.id and state <> 'approved')`

  return cursorPages(
    session,
    sql<SettleLine>`
      select ${lineColumns} from settle_payment as payment
      where system = any(${[...systems]}::text[]) ${isLeft}
      order by id`,
    pageSize,
  )
}

/** The day of the first payment of some systems: what was due before it may have been paid before the books begin. */
export async function firstPaidOn({ db }: Session, systems: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ first: string | null }>`
    select min("on")::text as first from settle_payment where system = any(${[...systems]}::text[])`.execute(db)

  return rows[0]?.first ?? null
}

export function addNumbers(session: Session, rows: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('settle_number', ['key', 'document_id'], rows)
}

/** Looked up for every page of payments: without an index each would read all numbers. */
export async function indexNumbers({ db }: Session): Promise<void> {
  await sql`create index on settle_number (key)`.execute(db)
  await sql`analyze settle_number`.execute(db)
}

/**
 * An account that paid what one counterparty owes, and named it, is that counterparty's: its payments without a name are looked
 * for there. An account that pays for several is nobody's.
 */
export async function knowAccounts({ db }: Session): Promise<void> {
  await sql`
    create temporary table settle_account on commit drop as
    select payment.account, min(grouped.party) as party
    from settle_grouped as grouped join settle_payment as payment on payment.id = grouped.payment_id
    where grouped.party is not null and payment.account is not null
    group by payment.account having min(grouped.party) = max(grouped.party)`.execute(db)
  await sql`
    update settle_payment as payment set counterparty = known.party
    from settle_account as known where known.account = payment.account and payment.counterparty is null`.execute(db)
  await sql`
    update settle_grouped as grouped set party = payment.counterparty
    from settle_payment as payment where payment.id = grouped.payment_id and grouped.party is null`.execute(db)
  await sql`drop table settle_account`.execute(db)
}

export function addGrouped(session: Session, rows: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('settle_grouped', ['payment_id', 'party'], rows)
}

/** Documents by the numbers asked for: who owes them and whether they are in force. */
export async function documentsNumbered(
  { db }: Session,
  keys: readonly string[],
): Promise<readonly { readonly key: string; readonly party: string | null; readonly status: string | null }[]> {
  const { rows } = await sql<{ key: string; party: string | null; status: string | null }>`
    select number.key, document.counterparty as party, document.status
    from settle_number as number join settle_document as document on document.id = number.document_id
    where number.key = any(${[...keys]}::text[]) order by number.key, document.id`.execute(db)

  return rows
}

/** The documents and payments of one counterparty in one currency. */
export interface SettleGroup {
  readonly documents: readonly SettleLine[]
  readonly payments: readonly SettleLine[]
}

interface Keyed extends SettleLine {
  readonly party: string | null
}

/** One counterparty and currency after the other, in the memory of one of them; needs a transaction. */
export async function* settleGroups(session: Session, pageSize: number): AsyncGenerator<SettleGroup> {
  const inOrder = (party: string) =>
    sql`order by currency collate "C", scale, ${sql.ref(party)} collate "C" nulls first, id`
  const documentGroups = grouped(
    cursorPages(
      session,
      sql<Keyed>`select ${lineColumns}, counterparty as party from settle_document ${inOrder('counterparty')}`,
      pageSize,
    ),
  )
  const paymentGroups = grouped(
    cursorPages(
      session,
      sql<Keyed>`
        select ${lineColumns}, grouped.party from settle_payment as payment
        join settle_grouped as grouped on grouped.payment_id = payment.id ${inOrder('grouped.party')}`,
      pageSize,
    ),
  )
  let [documents, payments] = [await documentGroups.next(), await paymentGroups.next()]

  while (documents.value !== undefined || payments.value !== undefined) {
    const key = firstKey(documents.value, payments.value)
    const [own, paid] = [linesOf(documents.value, key), linesOf(payments.value, key)]

    yield { documents: own ?? [], payments: paid ?? [] }
    if (own !== undefined) documents = await documentGroups.next()
    if (paid !== undefined) payments = await paymentGroups.next()
  }
}

function firstKey(one: Group | undefined, other: Group | undefined): string | undefined {
  if (one === undefined || other === undefined) return (one ?? other)?.key

  return one.key < other.key ? one.key : other.key
}

const linesOf = (group: Group | undefined, key: string | undefined): readonly SettleLine[] | undefined =>
  group?.key === key ? group?.lines : undefined

interface Group {
  readonly key: string
  readonly lines: SettleLine[]
}

async function* grouped(pages: AsyncGenerator<readonly Keyed[]>): AsyncGenerator<Group, undefined> {
  let open: Group | undefined

  for await (const page of pages) {
    for (const line of page) {
      const key = `${line.currency} ${line.scale} ${line.party ?? ''}`

      if (open?.key !== key) {
        if (open !== undefined) yield open
        open = { key, lines: [] }
      }
      open.lines.push(line)
    }
  }
  if (open !== undefined) yield open
  return undefined
}
