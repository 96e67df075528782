import { sql } from 'kysely'
import type { PersonsWord } from './finding-decisions.ts'
import { rollForward } from './roll-forward.ts'
import type { Session } from '../store.ts'

/** A month that was closed, and by whom. */
export interface Closing {
  readonly id: number
  readonly period: string
  readonly closedAt: string
  readonly closedBy: string
  readonly reason: string
}

/** The newest month that is closed; every earlier one is closed with it. */
export async function lastClosing({ db }: Session): Promise<Closing | undefined> {
  const { rows } = await sql<Closing>`
    select id, period, closed_at as "closedAt", closed_by as "closedBy", reason from documents.closing
    where reopened_at is null order by period desc limit 1`.execute(db)

  return rows[0]
}

/** Keeps the answer of a month: its lines from opening to closing, and the findings open at its end. Answers how many are open. */
export async function writeClosing(
  { db }: Session,
  period: string,
  runId: number,
  { by, at, reason }: PersonsWord,
): Promise<{ readonly id: number; readonly openCount: number }> {
  const { rows } = await sql<{ id: number }>`
    insert into documents.closing (id, period, run_id, closed_at, closed_by, reason)
    select coalesce(max(id), 0) + 1, ${period}, ${runId}, ${at}::timestamptz, ${by}, ${reason} from documents.closing
    returning id`.execute(db)
  const id = rows[0]?.id ?? 0

  await sql`insert into documents.closing_line select ${id}::integer, line.* from (${rollForward(period)}) as line`.execute(
    db,
  )
  // What a finding did last until the end of the month tells whether it stood open then.
  const { numAffectedRows } = await sql`
    insert into documents.closing_finding (closing_id, finding_id, period, since_run, entity, cause, counterparty, number,
      currency, scale, minor, assignee)
    select ${id}::integer, last.finding_id, last.period, last.run_id, last.entity, last.cause, last.counterparty, mismatch.number,
      last.currency, last.scale, last.minor, mismatch.assignee
    from (
      select distinct on (finding_id) * from documents.movement where booked_in <= ${period} order by finding_id, id desc
    ) as last
    join documents.mismatch as mismatch on mismatch.id = last.finding_id
    where last.kind = 'new' order by last.finding_id`.execute(db)

  return { id, openCount: Number(numAffectedRows ?? 0) }
}

/** Opens a closed month again; what was closed stays on record. */
export async function reopenClosing({ db }: Session, id: number, { by, at, reason }: PersonsWord): Promise<void> {
  await db
    .updateTable('documents.closing')
    .set({ reopened_at: at, reopened_by: by, reopened_reason: reason })
    .where('id', '=', id)
    .execute()
}
