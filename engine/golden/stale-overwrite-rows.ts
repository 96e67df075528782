import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../rules/entity/entity.ts'
import { staleOverwrite } from '../../rules/truth/stale-overwrite.ts'
import type { ConflictRow } from '../store/conflicts.ts'
import type { StoredMember } from '../store/cluster-members.ts'
import type { DecidedGolden } from './resolution.ts'

interface Version {
  readonly runId: number
  readonly changedAt: string | null
  readonly fields: CanonicalRecord
}

/** What the store remembers of the members' past. */
export interface MemberPast {
  /** Earlier forms of a record, newest first. */
  readonly versions: ReadonlyMap<number, readonly Version[]>
  /** What we wrote into a record ourselves, as `field\nvalue`. */
  readonly written: ReadonlyMap<number, ReadonlySet<string>>
}

/** Where a member's newer value was replaced by an old one: the value that was overwritten stands as the winner. */
export function staleOverwriteRows(
  kind: MatchedKind,
  { goldenId, members }: DecidedGolden,
  { versions, written }: MemberPast,
): readonly ConflictRow[] {
  const isEcho = ({ recordId, record }: StoredMember, field: string) =>
    written.get(recordId)?.has(`${field}\n${record[field] ?? ''}`) === true

  return members.flatMap((member) => {
    const previous = (versions.get(member.recordId) ?? []).toReversed()

    return previous.length === 0
      ? []
      : fieldsOf(kind)
          .filter((field) => !isEcho(member, field))
          .flatMap((field) =>
            rowOf(
              kind,
              goldenId,
              field,
              member,
              previous,
              members.filter((peer) => !isEcho(peer, field)),
            ),
          )
  })
}

function rowOf(
  kind: MatchedKind,
  goldenId: string,
  field: string,
  member: StoredMember,
  previous: readonly Version[],
  members: readonly StoredMember[],
): readonly ConflictRow[] {
  const { system, sourceKey, changedAt, recordId } = member
  const overwrite = staleOverwrite(
    {
      kind,
      field,
      system,
      sourceKey,
      current: { value: member.record[field] ?? null, changedAt },
      previous: previous.map((version) => ({
        value: version.fields[field] ?? null,
        changedAt: version.changedAt,
        runId: String(version.runId),
      })),
    },
    members
      .filter((peer) => peer.recordId !== recordId && !peer.isMissing)
      .map((peer) => ({
        system: peer.system,
        sourceKey: peer.sourceKey,
        value: peer.record[field] ?? null,
        changedAt: peer.changedAt,
      })),
  )

  if (overwrite === undefined) return []
  return [
    {
      goldenId,
      field,
      kind: 'stale-overwrite',
      loserId: recordId,
      winnerId: recordId,
      winnerValue: overwrite.overwritten.value,
      winnerChangedAt: overwrite.overwritten.changedAt,
      loserValue: overwrite.restored.value,
      loserChangedAt: overwrite.restored.changedAt,
      reason: overwrite.reason,
    },
  ]
}
