import { sql } from 'kysely'
import { troubleOf, type SnapshotAlarm } from '../../domain/snapshot-troubles.ts'
import type { Session } from '../store.ts'

/** A snapshot that was not used, as a person is shown it. */
export interface RefusedSnapshot {
  readonly id: number
  readonly flowId: number
  /** `crm.customer` */
  readonly flow: string
  readonly status: string
  readonly readAt: string
  readonly rowCount: number
  readonly alarms: readonly SnapshotAlarm[]
  /** Who accepted it; the next run follows. */
  readonly acceptedBy: string | null
}

/** A person's word that a flow may say what a guard took for a fault. */
export interface Acceptance {
  readonly actor: string
  readonly alarms: readonly SnapshotAlarm[]
}

/** Flows whose newest snapshot was not used. */
export async function refusedSnapshots(session: Session): Promise<readonly RefusedSnapshot[]> {
  const { rows } = await sql<RefusedSnapshot>`
    select snapshot.id, flow.id as "flowId", flow.system || '.' || flow.entity as flow, snapshot.status,
      snapshot.read_at as "readAt", snapshot.row_count as "rowCount", snapshot.alarms,
      (select actor from staging.acceptance as acceptance
        where acceptance.snapshot_id = snapshot.id order by id desc limit 1) as "acceptedBy"
    from staging.flow as flow
    cross join lateral (
      select * from staging.snapshot as newest where newest.flow_id = flow.id order by newest.id desc limit 1
    ) as snapshot
    where snapshot.status not in ('good', 'reading', 'skipped')
    order by 3`.execute(session.db)

  return rows
}

export async function writeAcceptance(
  session: Session,
  { id, flowId, alarms }: RefusedSnapshot,
  word: { readonly at: string; readonly by: string; readonly reason: string },
): Promise<void> {
  await sql`
    insert into staging.acceptance (id, flow_id, snapshot_id, alarms, at, actor, reason)
    select coalesce(max(id), 0) + 1, ${flowId}::smallint, ${id}::integer, ${JSON.stringify(alarms)}::jsonb,
      ${word.at}::timestamptz, ${word.by}::text, ${word.reason}::text
    from staging.acceptance`.execute(session.db)
}

/** The acceptance that covers everything that fired: the same guards, each about at most as many records as the person was shown. */
export async function acceptanceOf(
  session: Session,
  flowId: number,
  alarms: readonly SnapshotAlarm[],
): Promise<Acceptance | undefined> {
  const row = await session.db
    .selectFrom('staging.acceptance')
    .select(['actor', 'alarms'])
    .where('flow_id', '=', flowId)
    .where('used_snapshot', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const isCovered = ({ status, count }: SnapshotAlarm) =>
    troubleOf(status)?.isAcceptable === true &&
    row?.alarms.some((shown) => shown.status === status && count <= shown.count)

  return row !== undefined && alarms.every(isCovered) ? row : undefined
}

/** A good snapshot uses up what was accepted: the next fault is another one. */
export async function endAcceptances(session: Session, flowId: number, snapshotId: number): Promise<void> {
  await session.db
    .updateTable('staging.acceptance')
    .set({ used_snapshot: snapshotId })
    .where('flow_id', '=', flowId)
    .where('used_snapshot', 'is', null)
    .execute()
}
