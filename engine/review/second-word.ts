import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { appendProposalEvents } from '../store/review/proposal-events.ts'
import { keepPendingWord, type PendingWord } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'
import { assertSaid } from './assert-said.ts'
import { act } from './decide-proposal.ts'
import { refuseChanged } from './proposal-changes.ts'
import { readProposal, type ReadProposal } from './read-proposal.ts'
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
    await act(session, read, word, {
      reason: word.reason,
      actor: word.by,
      decidedAt: tools.clock().toISOString(),
      confirmedBy: by,
    })
  })
}

/** Takes the first person's word away: the second person refuses it, or the first takes it back. The proposal is as it was before. */
export async function refuseDecision({ proposal: id, by, reason }: SecondWord, tools: Tools): Promise<void> {
  const at = tools.clock().toISOString()

  assertSaid({ by, reason })
  await tools.store.transaction(async (session) => {
    const read = await readProposal(session, id, { isToChange: true })
    const word = pendingOf(read)

    await keepPendingWord(session, id, null)
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
