import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import { staleOverwrite } from '../../rules/truth/stale-overwrite.ts'
import type { RecordForm } from '../../rules/truth/value-ledger.ts'
import type { ConflictRow } from '../store/golden/conflicts.ts'
import type { StoredMember } from '../store/golden/cluster-members.ts'
import type { DecidedGolden } from './resolution.ts'

/** Where a member's newer value was replaced by an old one: the value that was overwritten stands as the winner. */
export function staleOverwriteRows(
  kind: MatchedKind,
  { goldenId, members, pasts }: DecidedGolden,
): readonly ConflictRow[] {
  const written = new Map(
    pasts.map(({ recordId, writes }) => [recordId, new Set(writes.map(({ field, value }) => `${field}\n${value}`))]),
  )
  const isEcho = ({ recordId, record }: StoredMember, field: string) =>
    written.get(recordId)?.has(`${field}\n${record[field] ?? ''}`) === true

  return members.flatMap((member) => {
    const previous = pasts.find(({ recordId }) => recordId === member.recordId)?.forms.slice(0, -1) ?? []

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
  previous: readonly RecordForm[],
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
        value: version.record[field] ?? null,
        changedAt: version.changedAt,
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
