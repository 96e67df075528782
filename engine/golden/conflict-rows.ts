import type { ConflictRow } from '../store/conflicts.ts'
import type { StoredMember } from '../store/cluster-members.ts'
import type { DecidedGolden } from './resolution.ts'

/** The field conflicts of one golden record as the store keeps them: one row per losing source record. */
export function conflictRows({ goldenId, survival, members }: DecidedGolden): readonly ConflictRow[] {
  const recordIds = new Map(members.map((member) => [labelOf(member), member.recordId]))

  return survival.conflicts.flatMap(({ field, winner, losers, reason }) =>
    losers.map((loser) => ({
      goldenId,
      field,
      kind: loser.value === null ? ('missing' as const) : ('differs' as const),
      loserId: recordIds.get(labelOf(loser)) ?? 0,
      winnerId: recordIds.get(labelOf(winner)) ?? 0,
      winnerValue: winner.value,
      winnerChangedAt: winner.changedAt,
      loserValue: loser.value,
      loserChangedAt: loser.changedAt,
      reason,
    })),
  )
}

function labelOf({ system, sourceKey }: Pick<StoredMember, 'system' | 'sourceKey'>): string {
  return `${system}:${sourceKey}`
}
