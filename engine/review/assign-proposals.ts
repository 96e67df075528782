import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents, assignProposals as assign } from '../store/review/proposal-events.ts'
import { proposalOf } from '../store/review/proposals.ts'
import { assertSaid } from './assert-said.ts'

/** Who is to answer proposals; `to` null takes them back. */
export interface Assignment {
  readonly proposals: readonly string[]
  readonly to: string | null
  readonly by: string
  readonly reason: string | null
}

/** Gives open proposals to a person, all or none; answers those that were not that person's already. */
export async function assignProposals(
  { proposals, to, by, reason }: Assignment,
  { store, clock }: Tools,
): Promise<readonly string[]> {
  const at = clock().toISOString()

  assertSaid({ by, reason: reason ?? 'assigned' })
  if (to?.trim() === '') throw new ReconcileError('DECISION_INCOMPLETE', { missing: 'a person (--to)' })
  return store.transaction(async (session) => {
    for (const id of proposals) {
      if ((await proposalOf(session, id))?.status !== 'open') throw new ReconcileError('PROPOSAL_UNKNOWN', { id })
    }
    const changed = await assign(session, proposals, to)
    const kind = to === null ? ('unassigned' as const) : ('assigned' as const)
    const detail = to === null ? {} : { to }

    await appendProposalEvents(
      session,
      changed.map((proposal) => ({ proposal, kind, at, actor: by, reason, detail })),
    )
    await appendAudit(
      session,
      changed.map((subject) => ({
        at,
        actor: by,
        action: 'proposal-assigned' as const,
        subject,
        detail: { to, reason },
      })),
    )
    return changed
  })
}
