import { sql, type RawBuilder } from 'kysely'
import type { Session } from '../store.ts'

/** What the database must know of the plan to leave out cases that no rule can say anything of. */
export interface StepWords {
  /** Statuses that occur and mean cancelled, or that the goods left, as the sources write them. */
  readonly cancelled: readonly string[]
  readonly shipped: readonly string[]
  /** Systems that issue invoices. */
  readonly issuedIn: readonly string[]
  readonly invoiceAfterShipping: boolean
  readonly paymentAfterOrder: boolean
}

/** Every status of orders and invoices that occurs. */
export async function knownStatuses(session: Session): Promise<readonly string[]> {
  const { rows } = await sql<{ status: string }>`
    select status from staging.order where status is not null
    union select status from staging.invoice where status is not null order by status`.execute(session.db)

  return rows.map(({ status }) => status)
}

/**
 * Joins orders, invoices and payments by the numbers they name into the temporary table `flow_step`, and the cases worth judging
 * into `flow_candidate`; both live until the transaction ends. A case is known by the number of its order, under whichever of the
 * numbers its copies give it; without one by that of its invoice. A credit note belongs to the case of the invoice it corrects.
 */
export async function openFlowSteps(session: Session, words: StepWords): Promise<void> {
  await openOrderCases(session)
  await openInvoiceCases(session)
  await openSteps(session, words)
  await openCandidates(session, words)
}

/**
 * A number as `documentNumberKey` reads it: without case, separators and zeros in front of a number. Most numbers are that
 * already, and one pattern that does not match costs a tenth of three that replace.
 */
function numberKey(column: string): RawBuilder<string | null> {
  const number = sql.ref(column)
  const compact = sql`regexp_replace(upper(${number}), '[^[:alnum:]]', '', 'g')`

  return sql`(case when ${number} !~ '[^A-Z0-9]|^0|[A-Z]0' then ${number}
    else coalesce(nullif(regexp_replace(${compact}, '(^|[[:alpha:]])0+(?=[[:digit:]])', '\\1', 'g'), ''), ${number}) end) collate "C"`
}

async function openOrderCases({ db }: Session): Promise<void> {
  await sql`drop table if exists flow_order, flow_order_case, flow_invoice, flow_invoice_case, flow_step, flow_candidate`.execute(
    db,
  )
  await sql`
    create temporary table flow_order on commit drop as
    select canonical.record_id, crosswalk.golden_id, ${numberKey('canonical.number')} as number_key
    from staging.order as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join golden.crosswalk as crosswalk on crosswalk.record_id = canonical.record_id
    where canonical.number is not null`.execute(db)
  await sql`
    create temporary table flow_order_case on commit drop as
    select flow_order.number_key, min(golden.number_key) as case_key
    from flow_order
    join (select golden_id, min(number_key) as number_key from flow_order group by golden_id) as golden using (golden_id)
    group by flow_order.number_key`.execute(db)
  await sql`analyze flow_order, flow_order_case`.execute(db)
}

async function openInvoiceCases({ db }: Session): Promise<void> {
  await sql`
    create temporary table flow_invoice on commit drop as
    select canonical.record_id, crosswalk.golden_id, ${numberKey('canonical.number')} as number_key,
      ${numberKey('canonical.order_number')} as order_key, ${numberKey('canonical.corrects_number')} as corrects_key
    from staging.invoice as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join golden.crosswalk as crosswalk on crosswalk.record_id = canonical.record_id`.execute(db)
  await sql`
    create temporary table flow_invoice_case on commit drop as
    select golden_id, min(flow_invoice.number_key) as number_key, min(corrects_key) as corrects_key,
      coalesce('o' || coalesce(min(flow_order_case.case_key), min(order_key)), 'i' || min(flow_invoice.number_key)) as case_key
    from flow_invoice left join flow_order_case on flow_order_case.number_key = flow_invoice.order_key
    group by golden_id`.execute(db)
  await sql`
    update flow_invoice_case as credit set case_key = coalesce(corrected.case_key, 'i' || credit.corrects_key)
    from flow_invoice_case as same
    left join (
      select number_key, min(case_key) as case_key from flow_invoice_case group by number_key having min(case_key) = max(case_key)
    ) as corrected on corrected.number_key = same.corrects_key
    where same.golden_id = credit.golden_id and credit.corrects_key is not null and credit.case_key like 'i%'`.execute(
    db,
  )
  await sql`analyze flow_invoice, flow_invoice_case`.execute(db)
}

async function openSteps({ db }: Session, { cancelled, shipped, issuedIn }: StepWords): Promise<void> {
  const isCancelled = sql`coalesce(canonical.status = any(${[...cancelled]}::text[]), false)`
  const isShipped = sql`coalesce(canonical.status = any(${[...shipped]}::text[]), false)`

  await sql`
    create temporary table flow_step on commit drop as
    select 'o' || flow_order_case.case_key as case_key, 'order' as step, canonical.record_id, flow_order.golden_id,
      ${isCancelled} as is_cancelled, canonical.shipped_on is not null or ${isShipped} as is_shipped, false as is_charged,
      coalesce(canonical.ordered_on, (canonical.ordered_at at time zone 'UTC')::date + 1) as latest, canonical.shipped_on
    from staging.order as canonical
    join flow_order using (record_id)
    join flow_order_case using (number_key)
    union all
    select flow_invoice_case.case_key, 'invoice', canonical.record_id, golden_id, ${isCancelled}, false,
      flow.system = any(${[...issuedIn]}::text[]) and not ${isCancelled}
        and canonical.document_type is distinct from 'credit-note' and coalesce(canonical.gross_minor >= 0, true),
      canonical.issued_on, null
    from staging.invoice as canonical
    join flow_invoice using (record_id)
    join flow_invoice_case using (golden_id)
    join staging.source_record as record on record.id = canonical.record_id
    join staging.flow as flow on flow.id = record.flow_id
    union all
    select coalesce('o' || ordered.case_key, invoiced.case_key), 'payment', canonical.record_id, null, false, false, false,
      coalesce(canonical.paid_on, (canonical.paid_at at time zone 'UTC')::date - 1), null
    from (select payment.*, ${numberKey('payment.reference')} as number_key from staging.payment as payment) as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    left join flow_order_case as ordered on ordered.number_key = canonical.number_key
    left join (
      select number_key, min(case_key) as case_key from flow_invoice_case group by number_key having min(case_key) = max(case_key)
    ) as invoiced on invoiced.number_key = canonical.number_key
    where ordered.case_key is null or invoiced.case_key is null or 'o' || ordered.case_key = invoiced.case_key`.execute(
    db,
  )
}

/** Never narrower than the rules: a case left out here is one in which each of them finds its first condition unmet. */
async function openCandidates({ db }: Session, words: StepWords): Promise<void> {
  const isOrder = sql`step = 'order'`
  const isInvoice = sql`step = 'invoice'`
  const isPayment = sql`step = 'payment'`
  const severalIn = (step: RawBuilder<unknown>) =>
    sql`coalesce(min(golden_id) filter (where ${step}) < max(golden_id) filter (where ${step}), false)`

  await sql`
    create temporary table flow_candidate on commit drop as
    select case_key from flow_step
    where case_key is not null
    group by case_key
    having (bool_or(is_cancelled) and bool_or(${isPayment}))
      or (bool_or(is_shipped) and (not bool_or(is_charged) or ${severalIn(isOrder)}))
      or ${severalIn(isInvoice)}
      or (${words.paymentAfterOrder} and min(latest) filter (where ${isPayment}) < max(latest) filter (where ${isOrder}))
      or (${words.invoiceAfterShipping} and min(latest) filter (where ${isInvoice}) < max(shipped_on))`.execute(db)
  await sql`analyze flow_step, flow_candidate`.execute(db)
}
