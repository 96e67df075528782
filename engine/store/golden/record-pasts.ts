import { sql } from 'kysely'
import type { CanonicalRecord } from '../../../rules/entity/entity.ts'
import type { OwnWrite } from '../../../rules/truth/value-ledger.ts'
import type { Session } from '../store.ts'

/** Forms of a record that are looked back on. A night keeps one at most: two months and more of a record that changes every night. */
export const FORMS_MAX = 64

/** What a record said until a night read something else. */
export interface FormerForm {
  /** The night that read something else. */
  readonly untilRun: number
  readonly changedAt: string | null
  readonly record: CanonicalRecord
}

/** Former forms of records, oldest first; the newest `FORMS_MAX` and, for the night it ended, one more. */
export async function formerForms(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly FormerForm[]>> {
  const { rows } = await sql<FormerForm & { recordId: number }>`
    select asked.id as "recordId", form.run_id as "untilRun", form.changed_at as "changedAt", form.fields as record
    from unnest(${[...recordIds]}::integer[]) as asked (id)
    cross join lateral (
      select run_id, changed_at, fields from staging.record_version
      where record_id = asked.id order by run_id desc limit ${FORMS_MAX + 1}
    ) as form
    order by asked.id, form.run_id`.execute(session.db)

  return byRecord(rows)
}

/** How many records that changed tonight have more former forms than are looked back on. */
export async function countForgetful({ db }: Session, runId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from staging.source_record as record join staging.flow as flow on flow.id = record.flow_id
    where record.changed_run = ${runId} and record.first_seen_run < ${runId} and flow.entity in ('customer', 'product')
      and exists (
        select from staging.record_version where record_id = record.id order by run_id desc offset ${FORMS_MAX} limit 1)`.execute(
    db,
  )

  return rows[0]?.count ?? 0
}

/** What we wrote into records, oldest first: corrections that were taken, those taken back by a rollback included. */
export async function ownWrites(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly OwnWrite[]>> {
  const { rows } = await sql<OwnWrite & { recordId: number }>`
    select outbox.record_id as "recordId", run.id as run, run.as_of as "writtenAt", change.value ->> 'field' as field,
      change.value ->> 'value' as value
    from ops.outbox as outbox
    left join ops.delivery as delivery on delivery.id = outbox.batch_id
    join staging.run as run on run.id = coalesce(delivery.run_id, outbox.changed_run)
    cross join lateral jsonb_array_elements(outbox.changes) as change
    where outbox.record_id = any(${[...recordIds]}::integer[]) and outbox.state in ('applied', 'rolled-back')
      and change.value ->> 'value' is not null
    order by outbox.record_id, run.id, change.value ->> 'field', (change.value ->> 'value') collate "C"`.execute(
    session.db,
  )

  return byRecord(rows)
}

/** The moments runs stand for. */
export async function runMoments(session: Session, runIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; asOf: string }>`
    select id, as_of as "asOf" from staging.run where id = any(${[...runIds]}::integer[])`.execute(session.db)

  return new Map(rows.map(({ id, asOf }) => [id, asOf]))
}

function byRecord<Row extends { readonly recordId: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Omit<Row, 'recordId'>[]> {
  const grouped = new Map<number, Omit<Row, 'recordId'>[]>()

  for (const { recordId, ...row } of rows) {
    const known = grouped.get(recordId)

    if (known === undefined) grouped.set(recordId, [row])
    else known.push(row)
  }
  return grouped
}
