import { sql, type RawBuilder } from 'kysely'
import type { Session } from '../store.ts'

/** Words of a person and the settling of a stage take turns: both read the state of findings and book what they make of it. */
export async function lockFindings({ db }: Session): Promise<void> {
  await sql`lock table documents.mismatch in share row exclusive mode`.execute(db)
}

/** The first month nothing has closed yet; the year 0 before any closing. */
export const firstOpenMonth: RawBuilder<string> = sql`(
  select coalesce(to_char((max(period) || '-01')::date + interval '1 month', 'YYYY-MM'), '0000-01') collate "C"
  from documents.closing where reopened_at is null
)`

/**
 * Books movements: rows of `finding_id, kind, period, entity, cause, counterparty, currency, scale, difference_minor`. Each goes into
 * the month of its document while that is open, otherwise into the first open month, so that no answer of a closed month ever
 * changes. A document dated in the future is booked in the month of the run, and nothing before what the finding did earlier.
 */
export async function bookMovements(
  { db }: Session,
  rows: RawBuilder<unknown>,
  { runId, at }: { readonly runId: number; readonly at?: string },
): Promise<void> {
  await sql`
    insert into documents.movement (id, finding_id, run_id, at, kind, period, booked_in, is_after_closing,
      entity, cause, counterparty, currency, scale, minor)
    select (select coalesce(max(id), 0) from documents.movement) + row_number() over (order by step.finding_id, step.kind desc),
      step.finding_id, run.id, coalesce(${at ?? null}::timestamptz, run.as_of), step.kind, step.period,
      greatest(month.first_open,
        max(least(step.period, to_char(run.business_day, 'YYYY-MM') collate "C"))
          over (partition by step.finding_id order by step.kind desc),
        (select last.booked_in from documents.movement as last where last.finding_id = step.finding_id
          order by last.id desc limit 1)),
      step.period < month.first_open,
      step.entity, step.cause, coalesce(step.counterparty, ''), ${moneyOf('step')}
    from (${rows}) as step
    join staging.run as run on run.id = ${runId}
    cross join (select ${firstOpenMonth} as first_open) as month`.execute(db)
}

/** Currency, scale and amount at stake of a row; a finding without money has none of the three. */
export function moneyOf(row: string): RawBuilder<unknown> {
  const [difference, scale, currency] = ['difference_minor', 'scale', 'currency'].map((name) =>
    sql.ref(`${row}.${name}`),
  )
  const hasMoney = sql`${difference} is not null and ${scale} is not null and ${currency} is not null`

  return sql`
    case when ${hasMoney} then ${currency} else '' end, case when ${hasMoney} then ${scale} else 0 end,
    case when ${hasMoney} then abs(${difference}) else 0 end`
}
