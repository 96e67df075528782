import { sql } from 'kysely'
import { appendWords } from '../matching/append-words.ts'
import type { Session } from '../store.ts'

interface CreatedRecord {
  readonly id: number
  readonly entity: string
  readonly goldenId: string
  readonly anchor: number
  readonly batch: string
  readonly approvedBy: string
}

/**
 * Links records that systems created with the golden records they were created for: the key stands in the crosswalk from now on,
 * and says nothing of its own until its system changes it. Who approved the creation said that both are the same; like every such
 * word it outlives retraining, and can be taken back under the name of the batch.
 */
export async function linkCreated(
  session: Session,
  answers: readonly { readonly idempotencyKey: string; readonly createdKey?: string | undefined }[],
  { runId, at }: { readonly runId: number; readonly at: string },
): Promise<void> {
  const created = answers.filter(({ createdKey }) => createdKey !== undefined)

  if (created.length === 0) return
  const given = sql`unnest(${created.map(({ idempotencyKey }) => idempotencyKey)}::text[],
    ${created.map(({ createdKey }) => createdKey ?? '')}::text[]) as given (idempotency_key, source_key)`

  // The next snapshot brings the row itself: until then the record says what we wrote, under a hash that no row has.
  await sql`
    insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    select (select coalesce(max(id), 0) from staging.source_record) + row_number() over (order by outbox.flow_id, given.source_key),
      outbox.flow_id, given.source_key, '', (
        select coalesce(jsonb_object_agg(change.value ->> 'column', change.value -> 'after'), '{}')::text
        from jsonb_array_elements(outbox.changes) as change), ${runId}, ${runId}
    from ${given} join ops.outbox as outbox using (idempotency_key)
    order by outbox.flow_id, given.source_key
    on conflict (flow_id, source_key) do update set missing_since = null, tombstoned_run = null,
      content_hash = case when source_record.missing_since is null then source_record.content_hash else '' end`.execute(
    session.db,
  )
  const { rows } = await sql<CreatedRecord>`
    with linked as (
      update ops.outbox as outbox set record_id = record.id
      from ${given} join staging.source_record as record using (source_key)
      where outbox.idempotency_key = given.idempotency_key and record.flow_id = outbox.flow_id
      returning outbox.record_id as id, outbox.flow_id, outbox.golden_id, outbox.batch_id, outbox.approved_by
    )
    select linked.id, golden.entity, golden.id as "goldenId", linked.batch_id as batch, linked.approved_by as "approvedBy",
      min(member.record_id) as anchor
    from linked
    left join golden.alias as alias on alias.old_id = linked.golden_id
    join golden.record as golden on golden.id = coalesce(alias.golden_id, linked.golden_id) and golden.status = 'active'
    join golden.crosswalk as member on member.golden_id = golden.id and member.record_id <> linked.id and member.contributes
    group by linked.id, golden.entity, golden.id, linked.batch_id, linked.approved_by
    order by linked.id`.execute(session.db)

  await appendWords(
    session,
    rows.map(({ id, entity, anchor, batch, approvedBy, goldenId }) => ({
      ...{ entity, left: anchor, right: id, verdict: 'same' as const },
      ...{ act: batch, actor: approvedBy, reason: `created for ${goldenId}`, decidedAt: at },
    })),
  )
  await enterCrosswalk(session, rows, runId)
}

/**
 * Records that a rollback removed are gone, and known to be: a snapshot without them has lost nothing, however many they are. Those
 * that went before, or were back meanwhile, are left to the snapshots.
 */
export async function notePresenceEnded({ db }: Session, applied: readonly string[], runId: number): Promise<void> {
  await sql`
    with gone as (
      update staging.source_record as record set missing_since = ${runId}, changed_run = ${runId}
      from ops.outbox as outbox
      where outbox.idempotency_key = any(${[...applied]}::text[]) and outbox.kind = 'remove'
        and record.id = outbox.record_id and record.missing_since is null
      returning record.flow_id, record.first_seen_run
    ), counted as (
      select snapshot.id, count(*) as count from gone
      join staging.snapshot as snapshot on snapshot.flow_id = gone.flow_id and snapshot.run_id > gone.first_seen_run
      where snapshot.status = 'good' group by snapshot.id
    )
    update staging.snapshot as snapshot
    set key_count = greatest(coalesce(key_count, row_count) - counted.count, 0)
    from counted where counted.id = snapshot.id`.execute(db)
}

async function enterCrosswalk({ db }: Session, rows: readonly CreatedRecord[], runId: number): Promise<void> {
  const links = sql`unnest(${rows.map(({ id }) => id)}::integer[], ${rows.map(({ entity }) => entity)}::text[],
    ${rows.map(({ goldenId }) => goldenId)}::text[]) as link (record_id, entity, golden_id)`

  // A night that read the record before its creation was known has linked it already.
  await sql`
    insert into golden.event (run_id, ordinal, kind, golden_id, detail)
    select ${runId},
      (select coalesce(max(ordinal), 0) from golden.event where run_id = ${runId}) + row_number() over (order by link.record_id),
      'joined', link.golden_id, jsonb_build_object('into', link.golden_id, 'members', 1, 'record', link.record_id)
    from ${links} where not exists (select from golden.crosswalk as known where known.record_id = link.record_id)`.execute(
    db,
  )
  await sql`
    insert into golden.crosswalk (record_id, entity, golden_id, since_run, contributes)
    select record_id, entity, golden_id, ${runId}, false from ${links}
    on conflict (record_id) do update set contributes = false`.execute(db)
}
