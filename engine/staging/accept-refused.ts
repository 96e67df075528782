import { ReconcileError } from '../domain/reconcile-error.ts'
import { troubleOf } from '../domain/snapshot-troubles.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { refusedSnapshots, writeAcceptance, type RefusedSnapshot } from '../store/staging/snapshot-acceptances.ts'
import type { Session } from '../store/store.ts'

/** A person's word on a snapshot that was not used. */
export interface AcceptanceRequest {
  readonly snapshot: number
  readonly by: string
  readonly reason: string
}

/**
 * Says that a system is right although a guard fired. The next run reads it again and uses what it reads, as long as it is about
 * no more records than the person was shown (matching.md 16); whatever else it finds is not covered.
 */
export async function acceptRefused(
  session: Session,
  { snapshot: id, by, reason }: AcceptanceRequest,
  at: string,
): Promise<RefusedSnapshot> {
  const refused = (await refusedSnapshots(session)).find((one) => one.id === id)

  if (refused === undefined) throw new ReconcileError('SNAPSHOT_UNKNOWN', { id: String(id) })
  const unfit = refused.alarms.find(({ status }) => troubleOf(status)?.isAcceptable !== true)

  if (unfit !== undefined || refused.alarms.length === 0) {
    throw new ReconcileError('SNAPSHOT_UNACCEPTABLE', {
      id: String(id),
      status: refused.status,
      whatToDo: troubleOf(refused.status)?.whatToDo ?? '',
    })
  }
  await writeAcceptance(session, refused, { at, by, reason })
  await appendAudit(session, [
    {
      at,
      actor: by,
      action: 'snapshot-accepted',
      subject: refused.flow,
      detail: { snapshot: id, alarms: refused.alarms.map(({ status, count }) => ({ status, count })), reason },
    },
  ])
  return { ...refused, acceptedBy: by }
}
