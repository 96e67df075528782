import { isAskedByPerson, pinsDisagree } from '../../rules/matching/proposal-reason.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { keepPendingWord, recordDecision, type DecidedPair, type DecisionWord } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'
import { refuseSecondWord } from './ask-second.ts'
import { assertSaid } from './assert-said.ts'
import { contradictionsTold, withSettling } from './contradicted-words.ts'
import { membersNamed } from './members-named.ts'
import { refuseChanged } from './proposal-changes.ts'
import { readProposal, type ReadProposal } from './read-proposal.ts'

export type Verdict = 'same' | 'different' | 'later'

/** A steward's word on a proposal; without members it is about all of them. */
export interface DecisionRequest {
  readonly proposal: string
  readonly verdict: Verdict
  /** `system:key` of the members meant. */
  readonly members: readonly string[]
  readonly by: string
  readonly reason: string
  /** The version the person saw; a proposal that changed since is not decided. */
  readonly seen?: string | undefined
}

/** `awaiting`: kept until a second person confirms it, and without effect until then. */
export interface DecisionOutcome {
  readonly state: 'recorded' | 'awaiting'
  /** What persons contradict each other about since, or still: the next run asks. */
  readonly contradictions: readonly string[]
}

/**
 * Records a decision, which the next run obeys and no later run forgets. "same" joins the named members with each other,
 * "different" holds each named member apart from every other member, "later" leaves the proposal open.
 */
export async function decideProposal(request: DecisionRequest, tools: Tools): Promise<DecisionOutcome> {
  const at = tools.clock().toISOString()

  assertSaid(request)
  return tools.store.transaction(async (session) => {
    const read = await readProposal(session, request.proposal, { isToChange: true })
    const { id, pending, needsSecond } = read.proposal

    refuseUndecidable(read)
    if (pending !== null) refuseSecondWord(id, pending.by, request.by)
    if (request.seen !== undefined) await refuseChanged(session, read, request.seen)
    const memberIds = membersNamed(read, request.members)

    if (request.verdict === 'later' || !needsSecond) {
      return act(session, read, { verdict: request.verdict, memberIds }, wordOf(request, at))
    }
    await keepPendingWord(session, id, {
      ...{ verdict: request.verdict, memberIds, by: request.by, reason: request.reason, at },
      version: read.version,
    })
    await tell(session, 'decision-proposed', read, { verdict: request.verdict, memberIds }, wordOf(request, at))
    return { state: 'awaiting', contradictions: [] }
  })
}

/** What is withdrawn, or asks something else than whether records are the same, has no such answer. */
function refuseUndecidable({ proposal: { id, status, reason, pending }, goldenMembers }: ReadProposal): void {
  if (status === 'withdrawn' || (pending === null && isAskedByPerson(reason))) {
    throw new ReconcileError('PROPOSAL_UNKNOWN', { id })
  }
  if (reason === pinsDisagree) {
    throw new ReconcileError('PROPOSAL_ASKS_PIN', { id, golden: goldenMembers[0]?.goldenId ?? '' })
  }
}

const wordOf = ({ by, reason }: DecisionRequest, at: string): DecisionWord => ({ reason, actor: by, decidedAt: at })

/** What a word says, of which members. */
interface Said {
  readonly verdict: Verdict
  readonly memberIds: readonly number[]
}

/** Lets a word act: decision, history and audit in the caller's transaction. */
export async function act(
  session: Session,
  read: ReadProposal,
  said: Said,
  word: DecisionWord,
): Promise<DecisionOutcome> {
  const { proposal } = read
  const pairs = pairsOf(said.verdict, said.memberIds, proposal.memberIds)

  await recordDecision(session, proposal, await withSettling(session, proposal.entity, pairs, word.actor), word)
  await tell(session, 'proposal-decided', read, said, word)
  return { state: 'recorded', contradictions: await contradictionsTold(session, proposal.entity, pairs) }
}

async function tell(
  session: Session,
  action: 'proposal-decided' | 'decision-proposed',
  { proposal: { id, entity }, labels }: ReadProposal,
  { verdict, memberIds }: Said,
  { actor, decidedAt: at, reason, confirmedBy }: DecisionWord,
): Promise<void> {
  const kind = action === 'proposal-decided' ? 'decided' : 'proposed'
  const members = memberIds.map((member) => labels.get(member) ?? '')
  const detail = { verdict, members, ...(confirmedBy !== undefined && { confirmedBy }) }

  await appendProposalEvents(session, [{ proposal: id, kind, at, actor, reason, detail }])
  await appendAudit(session, [{ at, actor, action, subject: id, detail: { entity, reason, ...detail } }])
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
