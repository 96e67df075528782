import { fieldsOf } from '../../rules/entity/entity.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { versionsOf } from '../store/golden/cluster-members.ts'
import { wordsAmong, type SaidWord } from '../store/review/proposal-members.ts'
import type { Session } from '../store/store.ts'
import { seenPlace, type ReadProposal } from './read-proposal.ts'

const CHANGES_MAX = 20

/** Refuses a word on a proposal that is not as the person saw it, and says what changed: fields and names, never values. */
export async function refuseChanged(session: Session, read: ReadProposal, seen: string): Promise<void> {
  const { fingerprint, ...place } = seenPlace(seen)
  const now = seenPlace(read.version)

  if (fingerprint === now.fingerprint && place.wordId === now.wordId) return
  const found = await proposalChanges(session, read, place)
  const changes = found.length === 0 ? ['records left a golden record'] : found

  throw new ReconcileError('PROPOSAL_CHANGED', { id: read.proposal.id, changes: changes.join('; ') })
}

/** What happened to a proposal since a person saw it, one phrase for each member, golden record and word. */
async function proposalChanges(
  session: Session,
  read: ReadProposal,
  { runId, wordId }: { readonly runId: number; readonly wordId: number },
): Promise<readonly string[]> {
  const words = await wordsAmong(session, read.proposal.memberIds, wordId, CHANGES_MAX)
  const moved = read.goldenMembers.filter(({ sinceRun }) => sinceRun > runId)
  const golden = [...new Set(moved.map(({ goldenId }) => goldenId))].map((id) => `${id} has other records`)
  const said = [...new Set(words.map(({ by, verdict }) => `${by} said ${verdict}`))]

  return [...(await changedContents(session, read, runId)), ...golden, ...said].slice(0, CHANGES_MAX)
}

/** What became new of the members since persons spoke about them last; nothing where nobody did. */
export async function newsSince(
  session: Session,
  read: ReadProposal,
  words: readonly SaidWord[],
): Promise<readonly string[]> {
  const spoken = new Set(words.flatMap(({ left, right }) => [left, right]))
  const lastRun = Math.max(...words.map(({ seenRun }) => seenRun ?? 0))
  const unasked = [...read.labels].filter(([id]) => !spoken.has(id)).map(([, label]) => `${label} was not asked about`)

  return words.length === 0
    ? []
    : [...(await changedContents(session, read, lastRun)), ...unasked].slice(0, CHANGES_MAX)
}

/** Members that say something else than after a run, and in which fields. */
async function changedContents(
  session: Session,
  { proposal, labels, records }: ReadProposal,
  runId: number,
): Promise<readonly string[]> {
  const versions = await versionsOf(session, proposal.memberIds)

  return [...labels].flatMap(([id, label]) => {
    const before = (versions.get(id) ?? []).findLast((version) => version.runId > runId)?.fields
    const now = records.get(id)
    const fields = fieldsOf(proposal.entity).filter((field) => (before?.[field] ?? null) !== (now?.[field] ?? null))

    return before === undefined || fields.length === 0 ? [] : [`${label} says another ${fields.join(', ')}`]
  })
}
