import { sql } from 'kysely'
import { nextBatchId } from './deliveries.ts'
import type { Session } from '../store.ts'

/** The rollback of a batch that has not gone through yet; undefined when there is none. */
export async function openRollback(session: Session, batchId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from ops.delivery
    where compensates = ${batchId} and exists (
      select from ops.outbox where batch_id = delivery.id and state in ('approved', 'sending', 'uncertain'))
    order by id limit 1`.execute(session.db)

  return rows[0]?.id
}

/**
 * It took effect, its before-image is known (that of an erased person is not), and nothing takes it back already or was refused
 * when it did: whether that goes again is for a person to say, and so is whether a record that went away comes back.
 */
const isStanding = sql`(outbox.state = 'applied' and outbox.changes <> '[]' and outbox.kind <> 'remove' and not exists (
  select from ops.outbox as taken where taken.compensates = outbox.idempotency_key
    and taken.state in ('approved', 'sending', 'uncertain', 'refused')))`

/** How many corrections of a batch stand in their system and can be taken back, and how many of them by removing a record. */
export async function standingCounts(
  session: Session,
  batchId: string,
): Promise<{ readonly standing: number; readonly created: number }> {
  const { rows } = await sql<{ standing: number; created: number }>`
    select count(*)::integer as standing, (count(*) filter (where kind = 'create'))::integer as created
    from ops.outbox where batch_id = ${batchId} and ${isStanding}`.execute(session.db)

  return rows[0] ?? { standing: 0, created: 0 }
}

/** Corrections of a batch that an earlier rollback could not take back. */
export interface RefusedTakings {
  readonly count: number
  /** The first of them, by record. The id is that of the correction that was refused. */
  readonly first: readonly {
    readonly id: string
    readonly batch: string
    readonly sourceKey: string
    readonly answer: string | null
  }[]
}

/** What of a batch still stands because a rollback of it was refused. */
export async function refusedTakings(session: Session, batchId: string, limit: number): Promise<RefusedTakings> {
  const { rows } = await sql<RefusedTakings['first'][number] & { count: number }>`
    select taken.idempotency_key as id, taken.batch_id as batch, record.source_key as "sourceKey", taken.answer,
      count(*) over ()::integer as count
    from ops.outbox as outbox
    join ops.outbox as taken on taken.compensates = outbox.idempotency_key and taken.state = 'refused'
    join staging.source_record as record on record.id = outbox.record_id
    where outbox.batch_id = ${batchId} and outbox.state = 'applied'
    order by record.source_key, taken.idempotency_key limit ${limit}`.execute(session.db)

  return { count: rows[0]?.count ?? 0, first: rows.map(({ count: _, ...taking }) => taking) }
}

/** A person's word that a batch is to be taken back. */
export interface RollbackOrder {
  readonly batchId: string
  readonly runId: number
  readonly at: string
  readonly by: string
  readonly reason: string
}

/**
 * A batch that puts the before-images of another back, each under the condition that the value we wrote still stands. Undefined
 * when nothing of that batch stands or waits.
 */
export async function compensateBatch(
  session: Session,
  { batchId, runId, at, by, reason }: RollbackOrder,
): Promise<{ readonly batch: string; readonly count: number } | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into ops.delivery (id, flow_id, run_id, actor, at, reason, compensates, is_audited)
    select ${nextBatchId}, flow_id, ${runId}, ${by}, ${at}::timestamptz, ${reason}, id, false
    from ops.delivery
    where id = ${batchId} and exists (
      select from ops.outbox where batch_id = ${batchId} and (${isStanding} or state in ('approved', 'sending', 'uncertain')))
    returning id`.execute(session.db)
  const [rollback] = rows

  if (rollback === undefined) return undefined
  await withdrawUnsent(session, batchId, rollback.id, runId)
  const { numAffectedRows } = await sql`
    insert into ops.outbox (idempotency_key, flow_id, kind, external_column, record_id, golden_id, changes, state, reason,
      batch_id, approved_by, compensates, created_run, changed_run)
    select substr(encode(sha256(convert_to(${rollback.id} || ' ' || idempotency_key, 'UTF8')), 'hex'), 1, 32),
      flow_id, case kind when 'create' then 'remove' else kind end, external_column, record_id, golden_id, (
        select jsonb_agg(jsonb_build_object(
          'field', change.value ->> 'field', 'column', change.value ->> 'column',
          'value', change.value ->> 'valueBefore', 'valueBefore', change.value ->> 'value',
          'before', change.value ->> 'after', 'after', change.value ->> 'before') order by change.ordinality)
        from jsonb_array_elements(changes) with ordinality as change),
      'approved', 'rolls back ' || ${batchId}::text, ${rollback.id}, ${by}, idempotency_key, ${runId}, ${runId}
    from ops.outbox where batch_id = ${batchId} and ${isStanding}`.execute(session.db)

  return { batch: rollback.id, count: Number(numAffectedRows ?? 0) }
}

/** What of a batch has not gone yet never will; what is on its way with an unknown outcome is not sent again. */
async function withdrawUnsent(session: Session, batchId: string, rollback: string, runId: number): Promise<void> {
  await sql`
    update ops.outbox set state = 'rolled-back', answer = 'rolled back in ' || ${rollback}::text, changed_run = ${runId}
    where batch_id = ${batchId} and state = 'approved'`.execute(session.db)
  await sql`update ops.outbox set is_wanted = false where batch_id = ${batchId} and state in ('sending', 'uncertain')`.execute(
    session.db,
  )
}

/** Lets corrections go again that were refused or rolled back, and rollbacks that were refused; answers those that are not fit. */
export async function approveAgain(
  session: Session,
  keys: readonly string[],
  by: string,
): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    select given.id, coalesce(
        case when outbox.is_wanted then outbox.state else outbox.state || ' and not wanted any more' end, 'unknown') as state
    from unnest(${[...keys]}::text[]) as given (id) left join ops.outbox as outbox on outbox.idempotency_key = given.id
    where outbox.state is null or not outbox.is_wanted or outbox.state not in ('refused', 'rolled-back')
      or (outbox.compensates is not null and outbox.state <> 'refused') or outbox.changes = '[]'
    order by given.id`.execute(session.db)

  if (rows.length > 0) return rows
  await sql`
    update ops.outbox set state = 'approved', approved_by = ${by}, answer = null, batch_id = null, page_id = null
    where idempotency_key = any(${[...keys]}::text[])`.execute(session.db)
  return []
}
