import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalTable } from '../staging/canonical-table.ts'
import { erasureKey, keyHash } from '../staging/erased-records.ts'
import { removals } from './erasure-removals.ts'
import type { Session } from '../store.ts'

/** A record that is to be erased. */
export interface ErasedRecord {
  readonly id: number
  readonly flowId: number
  readonly system: string
  readonly entity: string
  readonly sourceKey: string
}

/**
 * Opens the scope of an erasure as temporary tables: the members of the golden records, the messages sent to them, and every
 * golden id that ever held one of them. Answers the records.
 */
export async function openErasing(
  session: Session,
  goldenIds: readonly string[],
  recordIds: readonly number[],
): Promise<readonly ErasedRecord[]> {
  await sql`drop table if exists erasing, erasing_golden, erasing_finding, erasing_proposal`.execute(session.db)
  await sql`
    create temporary table erasing on commit drop as
    select record.id, record.flow_id, flow.system, flow.entity, record.source_key
    from staging.source_record as record join staging.flow as flow on flow.id = record.flow_id
    where record.id = any(${[...recordIds]}::integer[])
      or record.id in (select record_id from golden.crosswalk where golden_id = any(${[...goldenIds]}::text[]))`.execute(
    session.db,
  )
  await sql`
    insert into erasing
    select record.id, record.flow_id, flow.system, flow.entity, record.source_key
    from staging.message as message
    join staging.source_record as record on record.id = message.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where exists (select from erasing where entity = 'customer' and system = message.customer_system
        and source_key = message.customer_key)
      or lower(message.recipient) in (
        select lower(email) from staging.customer where email is not null and record_id in (select id from erasing))`.execute(
    session.db,
  )
  await sql`
    create temporary table erasing_golden on commit drop as
    select id, (id = any(${[...goldenIds]}::text[])) as is_whole from (
      select unnest(${[...goldenIds]}::text[]) collate "C" as id
      union select golden_id from golden.former_member where record_id in (select id from erasing)
    ) as held`.execute(session.db)
  await sql`
    create temporary table erasing_finding on commit drop as
    select finding.id from documents.mismatch as finding
    where exists (select from erasing where (system = finding.system and source_key = finding.source_key)
      or (system = finding.other_system and source_key = finding.other_key))`.execute(session.db)
  await sql`
    create temporary table erasing_proposal on commit drop as
    select id from review.proposal where member_ids && (select coalesce(array_agg(id), '{}') from erasing)`.execute(
    session.db,
  )
  const { rows } = await sql<ErasedRecord>`
    select id, flow_id as "flowId", system, entity, source_key as "sourceKey" from erasing order by system, source_key`.execute(
    session.db,
  )

  return rows
}

/** Corrections whose outcome is not known yet: their before-images are still needed. */
export async function unfinishedDeliveries(session: Session): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ops.outbox
    where state in ('sending', 'uncertain') and (record_id in (select id from erasing)
      or (record_id is null and golden_id in (select id from erasing_golden)))`.execute(session.db)

  return rows[0]?.count ?? 0
}

/** Documents that name the person as their customer: bookkeeping has to keep them. */
export async function keptDocuments(session: Session): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}

  for (const kind of ['order', 'invoice', 'payment'] as const) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(canonicalTable(kind))} as document
      join erasing on erasing.entity = 'customer' and erasing.system = document.customer_system
        and erasing.source_key = document.customer_key
      where document.record_id not in (select id from erasing)`.execute(session.db)

    if ((rows[0]?.count ?? 0) > 0) counts[kind] = rows[0]?.count ?? 0
  }
  return counts
}

/** Removes the values of everything in scope, and keeps the hashes by which it is known. Answers rows by table. */
export async function eraseScope(
  session: Session,
  erased: readonly ErasedRecord[],
  word: { readonly at: string; readonly by: string; readonly reason: string; readonly runId: number },
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()

  await keepHashes(session, erased, word)
  for (const [table, statement] of removals(word.runId)) {
    const { numAffectedRows } = await statement.execute(session.db)
    const count = Number(numAffectedRows ?? 0)

    if (count > 0) counts.set(table, (counts.get(table) ?? 0) + count)
  }
  return counts
}

async function keepHashes(
  session: Session,
  erased: readonly ErasedRecord[],
  { at, by, reason }: { readonly at: string; readonly by: string; readonly reason: string },
): Promise<void> {
  const key = (await erasureKey(session)) ?? new Uint8Array(randomBytes(32))

  await sql`insert into ops.erasure_key select ${key}::bytea where not exists (select from ops.erasure_key)`.execute(
    session.db,
  )
  const { rows } = await sql<{ id: number }>`
    insert into ops.erasure (id, at, actor, reason, record_count)
    select coalesce(max(id), 0) + 1, ${at}::timestamptz, ${by}::text, ${reason}::text, ${erased.length}::integer
    from ops.erasure returning id`.execute(session.db)
  const erasureId = rows[0]?.id ?? 0

  for (const { id, flowId, sourceKey } of erased) {
    await sql`
      insert into ops.erased_record (flow_id, key_hash, record_id, erasure_id)
      values (${flowId}, ${keyHash(key, flowId, sourceKey)}, ${id}, ${erasureId})
      on conflict do nothing`.execute(session.db)
  }
  await sql`
    insert into ops.erased_golden (golden_id, erasure_id)
    select id, ${erasureId}::integer from (
      select id from erasing_golden where is_whole
      union select old_id from golden.alias where golden_id in (select id from erasing_golden where is_whole)
    ) as gone on conflict do nothing`.execute(session.db)
}
