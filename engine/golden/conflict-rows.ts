import { memberName } from '../../rules/truth/member.ts'
import type { ConflictRow } from '../store/conflicts.ts'
import type { DecidedGolden } from './resolution.ts'

/** The field conflicts of one golden record as the store keeps them: one row per losing source record. */
export function conflictRows({ goldenId, survival, members }: DecidedGolden): readonly ConflictRow[] {
  const recordIds = new Map(members.map((member) => [memberName(member), member.recordId]))

  return survival.conflicts.flatMap(({ field, winner, losers, reason }) =>
    losers.map((loser) => ({
      goldenId,
      field,
      kind: loser.value === null ? ('missing' as const) : ('differs' as const),
      loserId: recordIds.get(memberName(loser)) ?? 0,
      winnerId: recordIds.get(memberName(winner)) ?? 0,
      winnerValue: winner.value,
      winnerChangedAt: winner.changedAt,
      loserValue: loser.value,
      loserChangedAt: loser.changedAt,
      reason,
    })),
  )
}
