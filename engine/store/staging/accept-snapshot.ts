import { sql } from 'kysely'
import type { RowRejection, SnapshotEnd } from '../../../connectors/connector.ts'
import { fieldsOf, type EntityKind } from '../../../rules/entity/entity.ts'
import { canonicalTable, columnOf } from './canonical-table.ts'
import type { CopyRow } from '../copy-format.ts'
import { renewRejections, writeRejections } from './rejections.ts'
import type { SnapshotHistory } from './snapshot-history.ts'
import { forgetOlderUnusable, type SnapshotRow } from './snapshots.ts'
import type { Session } from '../store.ts'

export interface AcceptedCounts {
  readonly newCount: number
  readonly changedCount: number
  readonly missingCount: number
}

export interface Acceptance {
  readonly runId: number
  readonly snapshot: SnapshotRow
  readonly entity: EntityKind
  readonly end: SnapshotEnd
  readonly schemaFingerprint: string
  readonly columnEvidence: object
  /** Whether what is absent is gone: statements and mailboxes hold only what is new. */
  readonly knowsDeletions: boolean
  /** Rows the connector could not read, and rows without a key. */
  readonly rejections: readonly RowRejection[]
  readonly history: SnapshotHistory
  /** Rows in which each mapped column says something. */
  readonly filled: Readonly<Record<string, number>>
  /** Who accepted it although a guard fired; null when none did. */
  readonly acceptedBy: string | null
}

/**
 * Makes the incoming rows the flow's present state, in the caller's transaction: changed rows leave their old canonical form in
 * `record_version`, absent ones become missing, those absent a second time tombstones. Unchanged rows are not touched.
 */
export async function acceptSnapshot(session: Session, acceptance: Acceptance): Promise<AcceptedCounts> {
  const { runId, snapshot, entity } = acceptance

  await sql`analyze staging.incoming (snapshot_id, source_key, content_hash)`.execute(session.db)
  await renewRejections(session, { flowId: snapshot.flowId }, async () => {
    await writeRejections(
      session,
      acceptance.rejections.map((rejection) => rejectionRow(rejection, snapshot.flowId, runId)),
    )
    await settleDuplicateKeys(session, runId, snapshot)
  })
  const changedCount = await changeRecords(session, runId, snapshot, entity)
  const missingCount = await markMissing(session, acceptance)
  const newCount = await insertRecords(session, runId, snapshot)

  await sql`delete from staging.incoming where snapshot_id = ${snapshot.id}`.execute(session.db)
  await forgetOlderUnusable(session, snapshot)
  await closeGood(session, acceptance, { newCount, changedCount, missingCount })
  if (newCount + changedCount > 1_000)
    await sql`analyze staging.source_record (id, flow_id, source_key, changed_run, missing_since, tombstoned_run)`.execute(
      session.db,
    )
  return { newCount, changedCount, missingCount }
}

function rejectionRow(rejection: RowRejection, flowId: number, runId: number): CopyRow {
  return [flowId, null, rejection.sourceKey ?? '', rejection.position, '', rejection.reason, rejection.raw, runId]
}

/**
 * Two rows with one key: equal ones count once; differing ones decide nothing, so none is used and the record keeps what it had.
 * Every row too many is a rejection.
 */
async function settleDuplicateKeys(session: Session, runId: number, snapshot: SnapshotRow): Promise<void> {
  const { rows } = await sql<{ doubled: boolean }>`
    select count(*) > count(distinct source_key) as doubled
    from staging.incoming where snapshot_id = ${snapshot.id}`.execute(session.db)

  if (rows[0]?.doubled !== true) return
  await sql`
    create temporary table doubled on commit drop as
    select source_key, count(distinct content_hash) > 1 as differ, min(content_hash) as content_hash, count(*) as copies
    from staging.incoming where snapshot_id = ${snapshot.id}
    group by source_key having count(*) > 1`.execute(session.db)
  await sql`
    insert into staging.rejection (flow_id, record_id, source_key, position, field, reason, raw, since_run)
    select ${snapshot.flowId}, null, source_key, 'snapshot', '', case when differ then 'key-conflict' else 'key-repeated' end,
      copies || ' rows', ${runId}
    from doubled order by source_key`.execute(session.db)
  await sql`
    delete from staging.incoming as incoming using doubled
    where incoming.snapshot_id = ${snapshot.id} and incoming.source_key = doubled.source_key
      and incoming.ctid <> (
        select min(other.ctid) from staging.incoming as other
        where other.snapshot_id = ${snapshot.id} and other.source_key = doubled.source_key)`.execute(session.db)
  await sql`
    update staging.incoming as incoming set content_hash = record.content_hash
    from doubled, staging.source_record as record
    where doubled.differ and incoming.snapshot_id = ${snapshot.id} and incoming.source_key = doubled.source_key
      and record.flow_id = ${snapshot.flowId} and record.source_key = doubled.source_key`.execute(session.db)
  await sql`
    delete from staging.incoming as incoming using doubled
    where doubled.differ and incoming.snapshot_id = ${snapshot.id} and incoming.source_key = doubled.source_key
      and not exists (
        select from staging.source_record as record
        where record.flow_id = ${snapshot.flowId} and record.source_key = doubled.source_key)`.execute(session.db)
}

async function changeRecords(
  session: Session,
  runId: number,
  snapshot: SnapshotRow,
  entity: EntityKind,
): Promise<number> {
  const canonical = sql.table(canonicalTable(entity))
  const fields = fieldsOf(entity).map(
    (field) => sql`${sql.lit(field)}, ${sql.ref(`canonical.${columnOf(field)}`)}::text`,
  )

  await sql`
    insert into staging.record_version (record_id, run_id, changed_at, fields, content_hash)
    select record.id, ${runId}, canonical.changed_at, jsonb_strip_nulls(jsonb_build_object(${sql.join(fields)})), record.content_hash
    from staging.incoming as incoming
    join staging.source_record as record on record.flow_id = ${snapshot.flowId} and record.source_key = incoming.source_key
    join ${canonical} as canonical on canonical.record_id = record.id
    where incoming.snapshot_id = ${snapshot.id} and incoming.content_hash <> record.content_hash
    on conflict (record_id, run_id) do nothing`.execute(session.db)
  const { numAffectedRows } = await sql`
    update staging.source_record as record
    set content_hash = incoming.content_hash, changed_at = incoming.changed_at, payload = incoming.payload,
      changed_run = ${runId}, missing_since = null, tombstoned_run = null
    from staging.incoming as incoming
    where incoming.snapshot_id = ${snapshot.id} and record.flow_id = ${snapshot.flowId}
      and record.source_key = incoming.source_key
      and (record.content_hash <> incoming.content_hash or record.missing_since is not null)`.execute(session.db)

  return Number(numAffectedRows ?? 0)
}

async function insertRecords(session: Session, runId: number, snapshot: SnapshotRow): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into staging.source_record
      (id, flow_id, source_key, content_hash, changed_at, payload, first_seen_run, changed_run)
    select (select coalesce(max(id), 0) from staging.source_record) + row_number() over (order by incoming.source_key),
      ${snapshot.flowId}, incoming.source_key, incoming.content_hash, incoming.changed_at, incoming.payload, ${runId}, ${runId}
    from staging.incoming as incoming
    left join staging.source_record as record
      on record.flow_id = ${snapshot.flowId} and record.source_key = incoming.source_key
    where incoming.snapshot_id = ${snapshot.id} and record.id is null
    order by incoming.source_key`.execute(session.db)

  return Number(numAffectedRows ?? 0)
}

/**
 * A row that could not be read may be any record that is not there, and a row that came twice may have come in the place of
 * one: as long as such rows can account for all absent records, none of them goes missing, but by the word of a person. One
 * whose key could be read is present.
 */
async function markMissing(
  session: Session,
  { runId, snapshot, rejections, knowsDeletions, history, acceptedBy }: Acceptance,
): Promise<number> {
  if (!knowsDeletions) return 0
  const readKeys = rejections.flatMap(({ sourceKey }) => (sourceKey === null ? [] : [sourceKey]))
  const isAbsent = sql`flow_id = ${snapshot.flowId} and tombstoned_run is null
    and not source_key = any(${readKeys}::text[])
    and not exists (
      select from staging.incoming where snapshot_id = ${snapshot.id} and source_key = record.source_key)`
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from staging.source_record as record where ${isAbsent}`.execute(session.db)

  const repeated = acceptedBy === null ? Math.max(0, history.repeatedCount - history.usualRepeatedCount) : 0

  if ((rows[0]?.count ?? 0) <= rejections.length - readKeys.length + repeated) return 0
  await sql`
    update staging.source_record as record set tombstoned_run = ${runId}, changed_run = ${runId}
    where ${isAbsent} and missing_since is not null`.execute(session.db)
  const { numAffectedRows } = await sql`
    update staging.source_record as record set missing_since = ${runId}, changed_run = ${runId}
    where ${isAbsent} and missing_since is null`.execute(session.db)

  return Number(numAffectedRows ?? 0)
}

async function closeGood(session: Session, acceptance: Acceptance, counts: AcceptedCounts): Promise<void> {
  const { snapshot, end, schemaFingerprint, columnEvidence, history, acceptedBy } = acceptance

  await session.db
    .updateTable('staging.snapshot')
    .set({
      status: 'good',
      row_count: end.rowCount,
      expected_count: end.expectedCount,
      proof: end.proof,
      columns: JSON.stringify(end.columns),
      schema_fingerprint: schemaFingerprint,
      new_count: counts.newCount,
      changed_count: counts.changedCount,
      missing_count: counts.missingCount,
      key_count: history.keyCount,
      repeated_count: history.repeatedCount,
      newest_change: history.newest,
      content_sum: history.contentSum,
      filled: JSON.stringify(acceptance.filled),
      reason: acceptedBy === null ? null : `Accepted by ${acceptedBy}.`,
    })
    .where('id', '=', snapshot.id)
    .execute()
  await session.db
    .updateTable('staging.flow')
    .set({
      last_good_snapshot: snapshot.id,
      columns: JSON.stringify(end.columns),
      column_evidence: JSON.stringify(columnEvidence),
    })
    .where('id', '=', snapshot.flowId)
    .execute()
}
