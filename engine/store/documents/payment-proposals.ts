import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { PaymentPass } from '../../../rules/documents/payments/payment-match.ts'
import type { SettledKind } from '../../../rules/documents/payments/payment-policy.ts'
import { allocationColumns } from './allocations.ts'
import { onceAsync } from '../copy-format.ts'
import { boundedCount, countedMax, type BoundedCount } from '../bounded-list.ts'
import type { StoredOption } from './document-tables.ts'
import { customerName } from './finding-list.ts'
import type { DecidedPart } from './payment-decisions.ts'
import type { Session } from '../store.ts'

/** A match that waits for a person, as a line of the list. */
export interface WaitingMatch {
  readonly id: string
  readonly kind: SettledKind
  readonly pass: PaymentPass
  readonly paymentCount: number
  readonly documentCount: number
  /** The first of each, `system:key`. */
  readonly payment: string
  readonly document: string
  readonly amountMinor: string
  readonly writeOffMinor: string
  readonly scale: number
  readonly currency: string
  readonly alternativeCount: number
  readonly counterparty: string | null
  readonly counterpartyName: string | null
  /** Who approved it already, where the plan wants two persons. */
  readonly approvedBy: string | null
  readonly reason: string
  readonly since: string
}

/** Where a page of the list ended. */
export interface ProposalPlace {
  readonly rank: number
  readonly currency: string
  readonly order: string
  readonly id: string
}

const columns = sql.raw(allocationColumns.join(', '))
const waits = sql<SqlBool>`head.state = 'proposed' and head.place = 0 and head.match_id <> ''`

/** One page of what waits: the company's own currency first, then the others by code; within each the most money first. */
export async function proposalPage(
  { db }: Session,
  {
    currency,
    limit,
    after,
  }: { readonly currency: string; readonly limit: number; readonly after?: ProposalPlace | undefined },
): Promise<{ readonly lines: readonly WaitingMatch[]; readonly next: ProposalPlace | null }> {
  const parts = [
    sql<SqlBool>`head.currency = ${currency}`,
    sql<SqlBool>`head.currency < ${currency}`,
    sql<SqlBool>`head.currency > ${currency}`,
  ]
    .map((condition, rank) => ({ condition, rank }))
    .filter(({ rank }) => after === undefined || rank >= after.rank)
    .map(({ condition, rank }) => part(condition, rank, limit + 1, rank === after?.rank ? after : undefined))
  const { rows } = await sql<WaitingMatch & { rank: number; order: string }>`
    select ${shown} from (select * from (${sql.join(parts, sql` union all `)}) as heads
      order by rank, currency, money_order, match_id limit ${limit + 1}) as head
    join staging.run as run on run.id = head.since_run
    left join golden.record as customer on customer.id = head.counterparty
    order by head.rank, head.currency, head.money_order, head.match_id`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)

  return {
    lines: page.map(({ rank: _rank, order: _order, ...line }) => line),
    next:
      rows.length > limit && last !== undefined
        ? { rank: last.rank, currency: last.currency, order: last.order, id: last.id }
        : null,
  }
}

/** One part of the list, in the order of its index. */
function part(
  condition: RawBuilder<SqlBool>,
  rank: number,
  limit: number,
  after: ProposalPlace | undefined,
): RawBuilder<unknown> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(head.currency, head.money_order, head.match_id) > (${after.currency}, ${after.order}::numeric, ${after.id})`

  return sql`(
    select head.*, ${rank}::integer as rank from documents.allocation as head
    where ${waits} and ${condition} and ${beyond}
    order by head.currency, head.money_order, head.match_id limit ${limit})`
}

const nameOf = (id: RawBuilder<unknown>) => sql`(
  select flow.system || ':' || record.source_key from staging.source_record as record
  join staging.flow as flow on flow.id = record.flow_id where record.id = ${id})`

/** The index of matches holds no settled ones: only a query that leaves those out can use it. */
const ofMatch = (expression: RawBuilder<unknown>) => sql`(
  select ${expression} from documents.allocation as own where own.match_id = head.match_id and own.match_id <> '' and own.state = 'proposed')`

const shown = sql`
  head.match_id as id, head.entity as kind, head.pass,
  ${ofMatch(sql`count(distinct own.payment_id)::integer`)} as "paymentCount",
  ${ofMatch(sql`count(distinct own.document_id)::integer`)} as "documentCount",
  ${nameOf(sql`head.payment_id`)} as payment, ${nameOf(sql`head.document_id`)} as document,
  head.match_minor::text as "amountMinor", ${ofMatch(sql`sum(own.write_off_minor)::text`)} as "writeOffMinor",
  head.scale, head.currency, jsonb_array_length(head.alternatives) as "alternativeCount", head.counterparty,
  ${customerName} as "counterpartyName",
  (select decision.actor from documents.payment_decision as decision
    where decision.match_id = head.match_id and decision.ended_by is null and decision.verdict = 'first-approval'
  ) as "approvedBy",
  head.reason, run.as_of as since, head.rank, head.money_order::text as order`

/** How many matches wait, and how much money per currency. */
export interface WaitingTotals extends BoundedCount {
  /** Empty where there are too many to count. */
  readonly amounts: readonly { readonly currency: string; readonly scale: number; readonly minor: string }[]
}

export async function proposalTotals({ db }: Session): Promise<WaitingTotals> {
  const { rows } = await sql<{ currency: string; scale: number; found: number; minor: string }>`
    select currency, scale, count(*)::integer as found, sum(abs(match_minor))::text as minor
    from (
      select currency, scale, match_minor from documents.allocation as head where ${waits} limit ${countedMax + 1}
    ) as waiting
    group by currency, scale order by currency, scale`.execute(db)
  const total = boundedCount(rows.reduce((sum, { found }) => sum + found, 0))

  return { ...total, amounts: total.isCountExact ? rows.map(({ found: _found, ...amount }) => amount) : [] }
}

/** A match as it waits, with every way it may be decided: 0 as proposed, then its alternatives. */
export interface StoredProposal {
  readonly id: string
  readonly kind: SettledKind
  readonly pass: PaymentPass
  readonly scale: number
  readonly currency: string
  readonly counterparty: string | null
  readonly reason: string
  readonly documentSystem: string
  readonly options: readonly { readonly fingerprint: string; readonly parts: readonly DecidedPart[] }[]
}

type ProposalRow = Omit<StoredProposal, 'options'> & {
  readonly paymentId: number
  readonly documentId: number
  readonly amount: string
  readonly writeOff: string
  readonly fingerprint: string
  readonly alternatives: readonly StoredOption[]
}

export async function storedProposal({ db }: Session, id: string): Promise<StoredProposal | undefined> {
  const { rows } = await sql<ProposalRow>`
    select allocation.match_id as id, allocation.entity as kind, allocation.pass, allocation.scale, allocation.currency,
      allocation.counterparty, allocation.reason, flow.system as "documentSystem", allocation.payment_id as "paymentId",
      allocation.document_id as "documentId", allocation.amount_minor::text as amount,
      allocation.write_off_minor::text as "writeOff", allocation.fingerprint, allocation.alternatives
    from documents.allocation as allocation
    join staging.source_record as document on document.id = allocation.document_id
    join staging.flow as flow on flow.id = document.flow_id
    where allocation.match_id = ${id} and allocation.match_id <> '' and allocation.state = 'proposed'
    order by allocation.place`.execute(db)
  const [first] = rows

  if (first === undefined) return undefined
  const { kind, pass, scale, currency, counterparty, reason, documentSystem, fingerprint, alternatives } = first
  const proposed = rows.map(({ paymentId, documentId, amount, writeOff }) =>
    decidedPart([paymentId, documentId, amount, writeOff]),
  )
  const others = alternatives.map(({ parts, ...option }) => ({ ...option, parts: parts.map(decidedPart) }))

  return {
    ...{ id, kind, pass, scale, currency, counterparty, reason, documentSystem },
    options: [{ fingerprint, parts: proposed }, ...others],
  }
}

function decidedPart([paymentId, documentId, amount, writeOff]: StoredOption['parts'][number]): DecidedPart {
  return { paymentId, documentId, amountMinor: BigInt(amount), writeOffMinor: BigInt(writeOff) }
}

/** Whether the approved match is booked, and not lapsed. */
export async function isBooked({ db }: Session, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from documents.allocation where match_id = ${id} and match_id <> '' and state = 'approved' limit 1`.execute(
    db,
  )

  return rows.length > 0
}

/** Puts an approved match in the place of its proposal. */
export async function postApproved(
  session: Session,
  { id, kind, pass, scale, currency }: Pick<StoredProposal, 'id' | 'kind' | 'pass' | 'scale' | 'currency'>,
  parts: readonly (DecidedPart & { readonly counterparty: string | null })[],
  { reason, runId }: { readonly reason: string; readonly runId: number },
): Promise<void> {
  const total = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

  await removeMatch(session, id)
  await session.copy(
    'documents.allocation',
    allocationColumns,
    onceAsync(
      parts.map(({ paymentId, documentId, amountMinor, writeOffMinor, counterparty }, place) => [
        ...[paymentId, documentId, kind, pass, 'approved', String(amountMinor), String(writeOffMinor), scale, currency],
        ...[counterparty, '[]', reason, id, place, String(total), '', runId],
      ]),
    ),
  )
}

/** Takes a match out of what is booked or waits. */
export async function removeMatch({ db }: Session, id: string): Promise<void> {
  await sql`delete from documents.allocation where match_id = ${id} and match_id <> ''`.execute(db)
}

/** Puts the proposal a decision was about back as it stood, unless its payments or documents are in other matches by now. */
export async function restoreProposal({ db }: Session, decisionId: number): Promise<void> {
  await sql`
    insert into documents.allocation (${columns})
    select ${sql.join(allocationColumns.map((column) => sql.ref(`was.${column}`)))}
    from documents.payment_decision as decision,
      jsonb_populate_recordset(null::documents.allocation, decision.proposal) as was
    where decision.id = ${decisionId} and not exists (
      select from documents.allocation as other,
        jsonb_to_recordset(decision.proposal) as line(payment_id integer, document_id integer)
      where other.payment_id in (line.payment_id, line.document_id) or other.document_id in (line.payment_id, line.document_id))`.execute(
    db,
  )
}
