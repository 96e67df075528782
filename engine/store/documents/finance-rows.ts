import { sql, type RawBuilder } from 'kysely'
import { cursorPages } from '../cursor-pages.ts'
import { customerName } from './finding-list.ts'
import { rollForward, type RollForwardLine } from './roll-forward.ts'
import type { Session } from '../store.ts'

const pageSize = 5_000
const monthsMax = 13

/** A line of a month from opening to closing, with what a reader needs beside it. */
export interface FinanceFact extends RollForwardLine {
  /** YYYY-MM. */
  readonly period: string
  readonly isClosed: boolean
  readonly counterpartyName: string | null
}

/**
 * Months from opening to closing, newest first: the newest closed one and the open ones after it, at most thirteen. What stood before
 * them is in the opening of the oldest. `by` customer, or all customers together.
 */
export async function* financeFacts(
  session: Session,
  by: 'customer' | 'total',
): AsyncGenerator<readonly FinanceFact[]> {
  for (const { period, isClosed } of await monthsShown(session)) {
    const query = sql<FinanceFact>`
      select line.*, ${period}::text as period, ${isClosed}::boolean as "isClosed", ${customerName} as "counterpartyName"
      from (${rollForward(period, by)}) as line
      left join golden.record as customer on customer.id = line.counterparty
      order by line.currency = '', line.currency, line.counterparty, line.entity, line.cause, line.scale`

    yield* cursorPages(session, query, pageSize)
  }
}

async function monthsShown({
  db,
}: Session): Promise<readonly { readonly period: string; readonly isClosed: boolean }[]> {
  const { rows } = await sql<{ period: string; isClosed: boolean }>`
    with closed as (select max(period) as period from documents.closing where reopened_at is null)
    select month.period, coalesce(month.period <= closed.period, false) as "isClosed"
    from (
      select distinct booked_in as period from documents.movement
      union select to_char(max(business_day), 'YYYY-MM') collate "C" from staging.run
      union select period from closed
    ) as month cross join closed
    where month.period is not null and (closed.period is null or month.period >= closed.period)
    order by month.period desc limit ${monthsMax}`.execute(db)

  return rows
}

/** Something that became of a finding of a closed month, after it was closed. */
export interface AfterClosingFact {
  readonly finding: string
  /** `new`, `resolved` or `accepted`. */
  readonly change: string
  /** The closed month of the document. */
  readonly period: string
  /** The open month it is booked in. */
  readonly bookedIn: string
  readonly at: string
  readonly kind: string
  readonly cause: string
  readonly number: string | null
  readonly counterparty: string | null
  readonly counterpartyName: string | null
  readonly minor: string
  readonly scale: number
  /** Empty for a finding without money. */
  readonly currency: string
}

/** What is booked in open months of documents whose own month is closed, by month and finding. */
export function afterClosingFacts(session: Session): AsyncGenerator<readonly AfterClosingFact[]> {
  return cursorPages(
    session,
    sql<AfterClosingFact>`
      select movement.finding_id as finding, movement.kind as change, movement.period, movement.booked_in as "bookedIn",
        movement.at, movement.entity as kind, movement.cause, mismatch.number,
        nullif(movement.counterparty, '') as counterparty, ${customerName} as "counterpartyName",
        movement.minor, movement.scale, movement.currency
      from documents.movement as movement
      join documents.mismatch as mismatch on mismatch.id = movement.finding_id
      left join golden.record as customer on customer.id = movement.counterparty
      where movement.is_after_closing and movement.booked_in > coalesce(${newestClosed}, '')
      order by movement.period, movement.finding_id, movement.id`,
    pageSize,
  )
}

const newestClosed: RawBuilder<string | null> = sql`(
  select max(period) from documents.closing where reopened_at is null)`
