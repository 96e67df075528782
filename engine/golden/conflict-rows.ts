import type { ConflictSide } from '../../rules/truth/field-conflict.ts'
import { memberName } from '../../rules/truth/member.ts'
import { stewardSystem } from '../../rules/truth/steward-words.ts'
import type { ConflictRow } from '../store/golden/conflicts.ts'
import type { DecidedGolden } from './resolution.ts'

/** The field conflicts of one golden record as the store keeps them: one row per losing source record. */
export function conflictRows({ goldenId, survival, members, words }: DecidedGolden): readonly ConflictRow[] {
  const recordIds = new Map(members.map((member) => [memberName(member), member.recordId]))
  // A steward stands among the records by the number of the pin, below zero.
  const idOf = (side: ConflictSide, field: string) =>
    side.system === stewardSystem
      ? -(
          words.pins.find((pin) => pin.field === field && pin.by === side.sourceKey && pin.at === side.changedAt)?.id ??
          0
        )
      : (recordIds.get(memberName(side)) ?? 0)

  return survival.conflicts.flatMap(({ field, winner, losers, reason }) =>
    losers.map((loser) => ({
      goldenId,
      field,
      kind: kindOf(loser),
      loserId: idOf(loser, field),
      winnerId: idOf(winner, field),
      winnerValue: winner.value,
      winnerChangedAt: winner.changedAt,
      loserValue: loser.value,
      loserChangedAt: loser.changedAt,
      reason,
    })),
  )
}

function kindOf({ value, hasEmptied }: ConflictSide): ConflictRow['kind'] {
  if (value !== null) return 'differs'
  return hasEmptied === true ? 'deleted' : 'missing'
}
