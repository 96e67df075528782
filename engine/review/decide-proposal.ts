import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/audit.ts'
import { labelsOf, proposalOf, recordDecision, type DecidedPair } from '../store/proposals.ts'

export type Verdict = 'same' | 'different' | 'later'

/** A steward's word on a proposal; without members it is about all of them. */
export interface DecisionRequest {
  readonly proposal: string
  readonly verdict: Verdict
  /** `system:key` of the members meant. */
  readonly members: readonly string[]
  readonly by: string
  readonly reason: string
}

/**
 * Records a decision, which the next run obeys and no later run forgets. "same" joins the named members with each other,
 * "different" holds each named member apart from every other member, "later" leaves the proposal open.
 */
export async function decideProposal(request: DecisionRequest, tools: Tools): Promise<void> {
  const { store } = tools
  const decidedAt = tools.clock().toISOString()
  const missing = [request.by === '' ? 'a name (--by)' : '', request.reason === '' ? 'a reason (--reason)' : ''].filter(
    (part) => part !== '',
  )

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
  await store.transaction(async (session) => {
    const proposal = await proposalOf(session, request.proposal)

    if (proposal === undefined || proposal.status === 'withdrawn') {
      throw new ReconcileError('PROPOSAL_UNKNOWN', { id: request.proposal })
    }
    const labels = await labelsOf(session, proposal.memberIds)
    const named = request.members.length === 0 ? [...labels.values()] : request.members
    const chosen = named.map((name) => memberOf(name, proposal.id, labels))

    await recordDecision(session, proposal, pairsOf(request.verdict, chosen, proposal.memberIds), {
      reason: request.reason,
      actor: request.by,
      decidedAt,
    })
    await appendAudit(session, [
      {
        at: decidedAt,
        actor: request.by,
        action: 'proposal-decided',
        subject: proposal.id,
        detail: { entity: proposal.entity, verdict: request.verdict, members: named, reason: request.reason },
      },
    ])
  })
}

function memberOf(name: string, proposal: string, labels: ReadonlyMap<number, string>): number {
  const found = [...labels].find(([, label]) => label === name)

  if (found === undefined) {
    throw new ReconcileError('MEMBER_UNKNOWN', { proposal, member: name, members: [...labels.values()].join(', ') })
  }
  return found[0]
}

/** Pairs the verdict is about: among the chosen ones for "same", each chosen one against all others for "different". */
export function pairsOf(
  verdict: Verdict,
  chosen: readonly number[],
  members: readonly number[],
): readonly DecidedPair[] {
  const others = verdict === 'different' ? members : chosen
  const pairs = new Map<string, DecidedPair>()

  for (const one of chosen) {
    for (const other of others) {
      if (one === other) continue
      const left = Math.min(one, other)
      const right = Math.max(one, other)

      pairs.set(`${left} ${right}`, { left, right, verdict })
    }
  }
  return [...pairs.values()]
}
