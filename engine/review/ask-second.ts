import { isSamePerson } from '../../rules/matching/same-person.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { keepPendingWord, type DecisionWord, type PendingWord } from '../store/review/proposals.ts'
import { openWantedAct, type WantedAct } from '../store/review/wanted-acts.ts'
import type { Session } from '../store/store.ts'
import { readProposal } from './read-proposal.ts'

/**
 * Keeps what one person wants until another confirms it, as a proposal of its own: it stands in the list with its reason, its
 * records and what is at stake.
 */
export async function askSecond(
  session: Session,
  wanted: WantedAct & { readonly word: Pick<PendingWord, 'verdict' | 'memberIds' | 'decision' | 'count'> },
  { actor, reason, decidedAt: at }: DecisionWord,
): Promise<void> {
  const { word, ...act } = wanted
  const { id, entity } = act
  const isAsked = await openWantedAct(session, act)
  const read = await readProposal(session, id, { isToChange: true })

  if (!isAsked) refuseSecondWord(id, read.proposal.pending?.by ?? '', actor)
  const { verdict, decision, count } = word
  const members = word.memberIds.map((member) => read.labels.get(member) ?? '')
  const detail = { verdict, members, ...(decision !== undefined && { decision, count }) }

  await keepPendingWord(session, id, { ...word, by: actor, reason, at, version: read.version })
  await appendProposalEvents(session, [{ proposal: id, kind: 'proposed', at, actor, reason, detail }])
  await appendAudit(session, [
    { at, actor, action: 'decision-proposed', subject: id, detail: { entity, reason, ...detail } },
  ])
}

/** A word is waiting already: another person confirms or refuses it, and the first one only takes it back. */
export function refuseSecondWord(id: string, first: string, by: string): never {
  if (isSamePerson(first, by)) throw new ReconcileError('SECOND_PERSON_SAME', { id, by: first })
  throw new ReconcileError('PROPOSAL_AWAITS', { id, by: first })
}
