import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { keepPendingWord, type DecisionWord, type PendingWord } from '../store/review/proposals.ts'
import { closeWantedAct } from '../store/review/wanted-acts.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'
import { act } from './decide-proposal.ts'
import { detachConfirmed } from './detach-record.ts'
import { refuseChanged } from './proposal-changes.ts'
import { readProposal, type ReadProposal } from './read-proposal.ts'
import { undoConfirmed } from './undo-decision.ts'
import { isAskedByPerson, undoWanted } from '../../rules/matching/proposal-reason.ts'
import { isSamePerson } from '../../rules/matching/same-person.ts'

/** What a second person says to the word of a first one. */
export interface SecondWord {
  readonly proposal: string
  readonly by: string
  readonly reason: string
}

/** Lets the first person's word act, if another person confirms it and nothing it was said of has changed. */
export async function confirmDecision({ proposal: id, by }: Omit<SecondWord, 'reason'>, tools: Tools): Promise<void> {
  assertSaid({ by, reason: 'confirmed' })
  await tools.store.transaction(async (session) => {
    const read = await readProposal(session, id, { isToChange: true })
    const word = pendingOf(read)

    if (isSamePerson(word.by, by)) throw new ReconcileError('SECOND_PERSON_SAME', { id, by: word.by })
    await refuseChanged(session, read, word.version)
    await keepPendingWord(session, id, null)
    await letAct(session, read, word, {
      reason: word.reason,
      actor: word.by,
      decidedAt: tools.clock().toISOString(),
      confirmedBy: by,
    })
  })
}

async function letAct(session: Session, read: ReadProposal, word: PendingWord, said: DecisionWord): Promise<void> {
  const { id, reason } = read.proposal

  if (word.verdict !== 'undo' && !isAskedByPerson(reason)) {
    await act(session, read, { verdict: word.verdict, memberIds: word.memberIds }, said)
    return
  }
  if (reason === undoWanted) await undoConfirmed(session, id, word, said)
  else await detachConfirmed(session, read, word, said)
  await closeWantedAct(session, id, 'decided')
  await appendProposalEvents(session, [
    {
      ...{ proposal: id, kind: 'decided', at: said.decidedAt, actor: said.actor, reason: said.reason },
      detail: { verdict: word.verdict, confirmedBy: said.confirmedBy },
    },
  ])
}

/** Takes the first person's word away: the second person refuses it, or the first takes it back. All is as it was before. */
export async function refuseDecision({ proposal: id, by, reason }: SecondWord, tools: Tools): Promise<void> {
  const at = tools.clock().toISOString()

  assertSaid({ by, reason })
  await tools.store.transaction(async (session) => {
    const read = await readProposal(session, id, { isToChange: true })
    const word = pendingOf(read)

    await keepPendingWord(session, id, null)
    if (isAskedByPerson(read.proposal.reason)) await closeWantedAct(session, id, 'withdrawn')
    await tellRefusal(session, read, { by, reason, at }, word)
  })
}

function pendingOf({ proposal: { id, pending } }: ReadProposal): PendingWord {
  if (pending === null) throw new ReconcileError('PROPOSAL_AWAITS_NOBODY', { id })
  return pending
}

async function tellRefusal(
  session: Session,
  { proposal: { id, entity } }: ReadProposal,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: string },
  { verdict, by: first }: PendingWord,
): Promise<void> {
  const detail = { verdict, saidBy: first }

  await appendProposalEvents(session, [{ proposal: id, kind: 'refused', at, actor: by, reason, detail }])
  await appendAudit(session, [
    { at, actor: by, action: 'decision-refused', subject: id, detail: { entity, reason, ...detail } },
  ])
}
