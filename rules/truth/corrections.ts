import type { CanonicalRecord } from '../entity/entity.ts'
import type { FieldConflict } from './field-conflict.ts'
import { memberName, type Member } from './member.ts'
import { stewardSystem } from './steward-words.ts'
import type { Survival } from './survive.ts'

/** One field of one source record that should receive the golden value. */
export interface Correction {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly field: string
  readonly before: string | null
  /** Null empties the field: a system that may do so deleted the value. */
  readonly after: string | null
  /** Where the value comes from and why: `crm:1042 most-recent`. */
  readonly reason: string
}

/**
 * Which member must receive which golden value: it says something else or nothing, its snapshot is good, and the plan lets
 * the field be written. Fields that come from one record are corrected together or not at all, or the target would hold a
 * mixture of two records. A truth decided during an outage corrects nobody, and what a record emptied itself is not filled in again
 * unless a steward says so.
 */
export function correctionsOf(
  survival: Survival,
  members: readonly Member[],
  writable: (member: Member, field: string) => boolean,
): readonly Correction[] {
  const memberOf = new Map(members.map((member) => [memberName(member), member]))
  const corrections = survival.conflicts
    .filter(({ isProvisional }) => !isProvisional)
    .flatMap((conflict) =>
      conflict.losers.flatMap((loser) => {
        const member = memberOf.get(memberName(loser))
        const golden = memberOf.get(memberName(conflict.winner))?.record ?? survival.values

        if (member === undefined || member.isStale || member.isMissing) return []
        if (!isWholeGroupCorrectable(survival, conflict, member, writable)) return []

        const correction = correct(conflict, member, golden)

        return correction === undefined ? [] : [correction]
      }),
    )

  return Object.freeze(corrections)
}

function isWholeGroupCorrectable(
  { values, conflicts }: Survival,
  { group, winner }: FieldConflict,
  member: Member,
  writable: (member: Member, field: string) => boolean,
): boolean {
  const name = memberName(member)
  const disputed = conflicts.filter(
    ({ field, losers }) => group.includes(field) && losers.some((loser) => memberName(loser) === name),
  )
  // A value of its own where the golden record knows none would stay behind beside the corrected ones.
  const leavesRemnant =
    winner.value !== null &&
    group.some((field) => (values[field] ?? null) === null && (member.record[field] ?? null) !== null)
  const undoesDeletion =
    winner.system !== stewardSystem &&
    disputed.some(({ losers }) => losers.some((loser) => memberName(loser) === name && loser.hasEmptied === true))

  return !leavesRemnant && !undoesDeletion && disputed.every(({ field }) => writable(member, field))
}

function correct(
  { field, winner, reason }: FieldConflict,
  member: Member,
  golden: CanonicalRecord,
): Correction | undefined {
  const after = field.endsWith('Minor') && winner.value !== null ? rescale(winner.value, golden, member) : winner.value

  if (after === undefined) return undefined
  return Object.freeze({
    recordId: member.recordId,
    system: member.system,
    sourceKey: member.sourceKey,
    field,
    before: member.record[field] ?? null,
    after,
    reason: `${memberName(winner)} ${reason}`,
  })
}

/** The amount in the minor units the member counts in; undefined if it cannot be said in them exactly. */
function rescale(minor: string, golden: CanonicalRecord, member: Member): string | undefined {
  const from = golden['scale'] ?? null
  const to = member.record['scale'] ?? from

  if (from === to) return minor
  if (from === null || to === null) return undefined

  const shift = Number(to) - Number(from)

  if (shift >= 0) return (BigInt(minor) * 10n ** BigInt(shift)).toString()

  const divisor = 10n ** BigInt(-shift)

  return BigInt(minor) % divisor === 0n ? (BigInt(minor) / divisor).toString() : undefined
}
