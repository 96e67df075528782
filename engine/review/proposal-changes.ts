import { fieldsOf } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { versionsOf } from '../store/cluster-members.ts'
import { wordsAmong } from '../store/proposal-members.ts'
import type { Session } from '../store/store.ts'
import { seenPlace, type ReadProposal } from './read-proposal.ts'

const CHANGES_MAX = 20

/** Refuses a word on a proposal that is not as the person saw it, and says what changed: fields and names, never values. */
export async function refuseChanged(session: Session, read: ReadProposal, seen: string): Promise<void> {
  const { fingerprint, ...place } = seenPlace(seen)
  const now = seenPlace(read.version)

  if (fingerprint === now.fingerprint && place.wordId === now.wordId) return
  const changes = await proposalChanges(session, read, place)

  throw new ReconcileError('PROPOSAL_CHANGED', { id: read.proposal.id, changes: changes.join('; ') })
}

/** What happened to a proposal since a person saw it, one phrase for each member, golden record and word. */
export async function proposalChanges(
  session: Session,
  { proposal, labels, records, goldenMembers }: ReadProposal,
  { runId, wordId }: { readonly runId: number; readonly wordId: number },
): Promise<readonly string[]> {
  const versions = await versionsOf(session, proposal.memberIds)
  const words = await wordsAmong(session, proposal.memberIds, wordId, CHANGES_MAX)
  const contents = [...labels].flatMap(([id, label]) => {
    const before = (versions.get(id) ?? []).findLast((version) => version.runId > runId)?.fields
    const now = records.get(id)
    const fields = fieldsOf(proposal.entity).filter((field) => (before?.[field] ?? null) !== (now?.[field] ?? null))

    return before === undefined || fields.length === 0 ? [] : [`${label} says another ${fields.join(', ')}`]
  })
  const moved = goldenMembers.filter(({ sinceRun }) => sinceRun > runId)
  const golden = [...new Set(moved.map(({ goldenId }) => goldenId))].map((id) => `${id} has other records`)
  const said = [...new Set(words.map(({ by, verdict }) => `${by} said ${verdict}`))]
  const changes = [...contents, ...golden, ...said]

  return changes.length === 0 ? ['records left a golden record'] : changes.slice(0, CHANGES_MAX)
}
