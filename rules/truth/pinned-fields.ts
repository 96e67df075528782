import type { EntityKind } from '../entity/entity.ts'
import type { Choice } from './choose.ts'
import { byCodeUnits } from './code-unit-order.ts'
import { fieldConflicts, type FieldConflict } from './field-conflict.ts'
import type { FieldGroup } from './field-group.ts'
import type { Member } from './member.ts'
import { saySame, stewardSystem, type Pin } from './steward-words.ts'

/** A field that a steward decided: its choice, and the pins a merge brought that say something else. */
export interface PinnedField {
  readonly choice: Choice
  readonly disputing: readonly Member[]
}

/**
 * The pinned fields of a golden record. Where a merge brought several pins together the one given to the id that lives on stands,
 * then the older: a newer one does not win by being newer. Others that say something else are a dispute, and a value in dispute
 * corrects nobody.
 */
export function pinnedFields(kind: EntityKind, pins: readonly Pin[]): ReadonlyMap<string, PinnedField> {
  const pinsOf = new Map<string, readonly Pin[]>()

  for (const pin of pins.toSorted(byStanding)) pinsOf.set(pin.field, [...(pinsOf.get(pin.field) ?? []), pin])
  const standing = Object.fromEntries([...pinsOf].map(([field, [first]]) => [field, first?.value ?? null]))

  return new Map(
    [...pinsOf].flatMap(([field, [first, ...others]]) => {
      if (first === undefined) return []
      const disputing = others
        .filter(({ value }) => !saySame(kind, field, first.value, value))
        .map((other) => stewardMember(other, standing))
      const choice = {
        winner: stewardMember(first, standing),
        reason: 'pinned',
        isProvisional: disputing.length > 0,
      }

      return [[field, { choice, disputing }] as const]
    }),
  )
}

function byStanding(left: Pin, right: Pin): number {
  return Number(right.isOwn) - Number(left.isOwn) || byCodeUnits(left.at, right.at) || left.id - right.id
}

/** A steward in the place of a member; beside the pinned value stand the other pinned ones, as an amount needs its scale. */
function stewardMember({ id, field, value, by, at }: Pin, standing: Readonly<Record<string, string | null>>): Member {
  return {
    recordId: -id,
    system: stewardSystem,
    sourceKey: by,
    changedAt: at,
    isStale: false,
    isMissing: false,
    mappedFields: new Set([field]),
    record: { ...standing, [field]: value },
  }
}

/** Who says otherwise than a steward did, of the fields of a group that are pinned: they are corrected together or not at all. */
export function pinnedConflicts(
  kind: EntityKind,
  group: FieldGroup,
  members: readonly Member[],
  pinned: ReadonlyMap<string, PinnedField>,
): readonly FieldConflict[] {
  const fields = group.fields.filter((field) => pinned.has(field))
  const isProvisional = fields.some((field) => pinned.get(field)?.choice.isProvisional === true)

  return fields.flatMap((field) => {
    const { choice, disputing = [] } = pinned.get(field) ?? {}

    if (choice === undefined) return []
    return fieldConflicts({
      kind,
      group: { ...group, fields: [field], isNamedInPlan: true },
      members: [...members, ...disputing],
      ...choice,
      isProvisional,
    }).map((conflict) => Object.freeze({ ...conflict, group: fields }))
  })
}
