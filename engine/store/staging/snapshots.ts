import { sql } from 'kysely'
import type { SnapshotEnd } from '../../../connectors/connector.ts'
import type { SnapshotAlarm } from '../../domain/snapshot-troubles.ts'
import type { CopyRow } from '../copy-format.ts'
import type { SnapshotStatus } from '../database.ts'
import type { Session } from '../store.ts'

export const incomingColumns = [
  'snapshot_id',
  'source_key',
  'content_hash',
  'changed_at',
  'payload',
  'changed_instant',
] as const

export interface SnapshotRow {
  readonly id: number
  readonly flowId: number
  readonly status: SnapshotStatus
  readonly reason: string | null
  readonly readAt: string
  readonly rowCount: number
  readonly newCount: number
  readonly changedCount: number
  readonly missingCount: number
}

/** Opens the run's snapshot of a flow, emptied when a killed run left half of it. */
export async function openSnapshot(
  session: Session,
  runId: number,
  flowId: number,
  readAt: string,
): Promise<SnapshotRow> {
  await sql`
    insert into staging.snapshot (id, run_id, flow_id, status, read_at)
    select coalesce(max(id), 0) + 1, ${runId}, ${flowId}, 'reading', ${readAt}::timestamptz from staging.snapshot
    on conflict (run_id, flow_id) do nothing`.execute(session.db)
  const snapshot = await snapshotOf(session, runId, flowId)

  if (snapshot === undefined) throw new Error('the snapshot just opened is not there')
  if (snapshot.status === 'reading') {
    await session.db.deleteFrom('staging.incoming').where('snapshot_id', '=', snapshot.id).execute()
  }
  return snapshot
}

export async function snapshotOf(session: Session, runId: number, flowId: number): Promise<SnapshotRow | undefined> {
  const row = await session.db
    .selectFrom('staging.snapshot')
    .selectAll()
    .where('run_id', '=', runId)
    .where('flow_id', '=', flowId)
    .executeTakeFirst()

  return row === undefined
    ? undefined
    : {
        id: row.id,
        flowId: row.flow_id,
        status: row.status,
        reason: row.reason,
        readAt: row.read_at,
        rowCount: row.row_count,
        newCount: row.new_count,
        changedCount: row.changed_count,
        missingCount: row.missing_count,
      }
}

export function loadIncoming(session: Session, batches: AsyncIterable<readonly CopyRow[]>): Promise<number> {
  return session.copy('staging.incoming', incomingColumns, batches)
}

/** Closes a snapshot that may not be used: its rows stay for diagnosis until the flow's next snapshot. */
export async function keepUnusable(
  session: Session,
  snapshot: SnapshotRow,
  alarms: readonly [SnapshotAlarm, ...SnapshotAlarm[]],
  end: SnapshotEnd | undefined,
): Promise<void> {
  await forgetOlderUnusable(session, snapshot)
  await session.db
    .updateTable('staging.snapshot')
    .set({
      status: alarms[0].status,
      reason: alarms.map(({ reason }) => reason).join(' '),
      alarms: JSON.stringify(alarms),
      row_count: end?.rowCount ?? 0,
      expected_count: end?.expectedCount ?? null,
      proof: end?.proof ?? null,
      columns: JSON.stringify(end?.columns ?? []),
    })
    .where('id', '=', snapshot.id)
    .execute()
}

/** Removes the kept rows of the flow's earlier unusable snapshots: one per flow is enough for diagnosis. */
export async function forgetOlderUnusable(session: Session, snapshot: SnapshotRow): Promise<void> {
  await sql`
    delete from staging.incoming using staging.snapshot
    where staging.incoming.snapshot_id = staging.snapshot.id
      and staging.snapshot.flow_id = ${snapshot.flowId} and staging.snapshot.id <> ${snapshot.id}`.execute(session.db)
}
