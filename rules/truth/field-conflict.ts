import type { EntityKind } from '../entity/entity.ts'
import { isAmount, isLocalToSystem, meaningIn } from './agree.ts'
import { deletedValue } from './emptied-values.ts'
import type { FieldGroup } from './field-group.ts'
import type { Member } from './member.ts'

/** One side of a conflict: what a source record says, and since when by the source's own clock. */
export interface ConflictSide {
  readonly system: string
  readonly sourceKey: string
  readonly value: string | null
  readonly changedAt: string | null
  /** It held what the winner says and emptied the field itself. */
  readonly hasEmptied?: true
}

/** One field of a cluster in which members do not say the same. */
export interface FieldConflict {
  readonly field: string
  /** The fields decided together with it, itself included: all of them come from the winner. */
  readonly group: readonly string[]
  /** `differs` if at least one loser says something else; `missing` if all losers merely lack the value. */
  readonly kind: 'differs' | 'missing'
  /** Without a value where the winner deleted it and the policy lets it. */
  readonly winner: ConflictSide
  readonly losers: readonly ConflictSide[]
  readonly reason: string
  /** Decided while a stale member that would have won was not asked: not to be acted upon before its system answers again. */
  readonly isProvisional: boolean
}

interface Decided {
  readonly kind: EntityKind
  readonly group: FieldGroup
  readonly members: readonly Member[]
  readonly winner: Member
  readonly reason: string
  readonly isProvisional: boolean
}

/**
 * The conflicts a decided group leaves, one for each field with losers. A member that is gone has no say; a stale one is
 * still listed, or every conflict would close and reopen with an outage. A status is each source's own word and is
 * compared only where the plan says how to decide it.
 */
export function fieldConflicts({ group, ...decided }: Decided): readonly FieldConflict[] {
  return group.fields.flatMap((field) => {
    if (isLocalToSystem(field) || (field === 'status' && !group.isNamedInPlan)) return []

    const conflict = fieldConflict(field, { group, ...decided })

    return conflict === undefined ? [] : [conflict]
  })
}

/** A winner that says nothing leaves nothing to disagree with, unless it deleted what others still say. */
function isDeletion(winner: Member, { fields: [field = ''], emptiedBy }: FieldGroup): boolean {
  return emptiedBy.includes(winner.system) && deletedValue(winner, field) !== undefined
}

function fieldConflict(
  field: string,
  { kind, group, members, winner, reason, isProvisional }: Decided,
): FieldConflict | undefined {
  const value = winner.record[field] ?? null

  if (value === null && !isDeletion(winner, group)) return undefined

  // Nearly all members hold the very same text: only the others are read for what they say.
  const others = members.filter(
    (member) => !member.isMissing && hasSay(member, field) && (member.record[field] !== value || isAmount(field)),
  )

  if (others.length === 0) return undefined

  const golden = meaningIn(kind, field, winner.record)
  // Another e-mail address of the same customer contradicts nothing where the policy keeps all of them.
  const isRightful = group.isSet && golden !== null
  const losers = others
    .filter(
      ({ record }) => meaningIn(kind, field, record) !== golden && !(isRightful && (record[field] ?? null) !== null),
    )
    .map((member) => loserOf(kind, member, field, golden))

  if (losers.length === 0) return undefined
  return Object.freeze({
    field,
    group: group.fields,
    kind: losers.some((loser) => loser.value !== null) ? 'differs' : 'missing',
    winner: sideOf(winner, field),
    losers: Object.freeze(losers),
    reason,
    isProvisional,
  })
}

/** A value is a say even where its flow fills the field only sometimes, as a `name` column does; a blank is one only where it always could. */
function hasSay({ mappedFields, record }: Member, field: string): boolean {
  return mappedFields.has(field) || (record[field] ?? null) !== null
}

function loserOf(kind: EntityKind, member: Member, field: string, golden: string | null): ConflictSide {
  const deleted = deletedValue(member, field)
  const hasEmptied = deleted !== undefined && meaningIn(kind, field, { [field]: deleted }) === golden

  return hasEmptied ? Object.freeze({ ...sideOf(member, field), hasEmptied }) : sideOf(member, field)
}

function sideOf({ system, sourceKey, record, changedAt }: Member, field: string): ConflictSide {
  return Object.freeze({ system, sourceKey, value: record[field] ?? null, changedAt })
}
