import { createHash } from 'node:crypto'
import type { CanonicalRecord } from '../../rules/entity/entity.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { recordsOf } from '../store/golden/cluster-members.ts'
import { newestRunId } from '../store/documents/finding-decisions.ts'
import { goldenMembersOf, newestWordOn, type GoldenMember } from '../store/review/proposal-members.ts'
import { labelsOf, lockedProposal, proposalOf, type StoredProposal } from '../store/review/proposals.ts'
import type { Session } from '../store/store.ts'

/** A proposal with all that a person sees of it and a word is said of. */
export interface ReadProposal {
  readonly proposal: StoredProposal
  /** `system:key` by record id, in the order of the members. */
  readonly labels: ReadonlyMap<number, string>
  readonly records: ReadonlyMap<number, CanonicalRecord>
  /** Every record of the golden records concerned, also of those that are no members. */
  readonly goldenMembers: readonly GoldenMember[]
  /** Names what is seen here: another one, and the members, their contents or their golden records are others. */
  readonly version: string
}

/** Reads a proposal; with `isToChange` nobody else changes it until the transaction ends. */
export async function readProposal(
  session: Session,
  id: string,
  { isToChange }: { readonly isToChange: boolean },
): Promise<ReadProposal> {
  const proposal = await (isToChange ? lockedProposal : proposalOf)(session, id)

  if (proposal === undefined) throw new ReconcileError('PROPOSAL_UNKNOWN', { id })
  const { entity, memberIds } = proposal
  const names = await labelsOf(session, memberIds)
  const labels = new Map(memberIds.map((member) => [member, names.get(member) ?? '']))
  const records = await recordsOf(session, entity, memberIds)
  const goldenMembers = await goldenMembersOf(session, memberIds)
  const seen = { runId: await newestRunId(session), wordId: await newestWordOn(session, memberIds) }

  return {
    ...{ proposal, labels, records, goldenMembers },
    version: versionText(seen, fingerprintOf(labels, records, goldenMembers)),
  }
}

function fingerprintOf(
  labels: ReadonlyMap<number, string>,
  records: ReadonlyMap<number, CanonicalRecord>,
  goldenMembers: readonly GoldenMember[],
): string {
  const members = [...labels]
    .map(([id, label]) => [label, records.get(id) ?? null] as const)
    .toSorted(([left], [right]) => byCodeUnits(left, right))
  const golden = goldenMembers.map(({ recordId, goldenId }) => [goldenId, recordId])

  return createHash('sha256')
    .update(canonicalJson([members, golden]))
    .digest('hex')
    .slice(0, 12)
}

/** Where the store was when a version was seen. */
export interface SeenPlace {
  readonly runId: number
  readonly wordId: number
}

const versionText = ({ runId, wordId }: SeenPlace, fingerprint: string) => `${runId}-${wordId}-${fingerprint}`

/** The place a version names; one that is no version of ours is the operator's mistake. */
export function seenPlace(version: string): SeenPlace & { readonly fingerprint: string } {
  const [, runId, wordId, fingerprint] = /^(\d{1,9})-(\d{1,9})-([0-9a-f]{12})$/.exec(version) ?? []

  if (fingerprint === undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--seen',
      found: version,
      allowed: 'the version that `review show` ends with',
    })
  }
  return { runId: Number(runId), wordId: Number(wordId), fingerprint }
}
