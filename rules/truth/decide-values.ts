import type { CanonicalRecord, EntityKind } from '../entity/entity.ts'
import { chooseAfterDeletions, type GoldenValue } from './choose.ts'
import { byCodeUnits } from './code-unit-order.ts'
import { fieldGroupsOf, type FieldGroup } from './field-group.ts'
import type { EntityPolicy } from './field-policy.ts'
import { memberName, type Member } from './member.ts'

/**
 * The golden values that `survive` gives where no steward said anything, without origins and conflicts: a preview asks a million
 * times what changes, and only a few times why. Fields in which all who speak hold the same texts need no policy.
 */
export function decideValues(kind: EntityKind, members: readonly Member[], policy: EntityPolicy): CanonicalRecord {
  const values: Record<string, string | null> = {}
  const goldenValue: GoldenValue = (field) => values[field] ?? null
  let ordered: readonly Member[] | undefined

  for (const group of fieldGroupsOf(kind, policy)) {
    let record = group.emptiedBy.length > 0 ? undefined : sharedRecord(group, members)

    if (record === undefined) {
      ordered ??= members.toSorted((left, right) => byCodeUnits(memberName(left), memberName(right)))
      record = chooseAfterDeletions(kind, group, ordered, goldenValue)?.winner.record ?? null
    }
    for (const field of group.fields) values[field] = record?.[field] ?? null
  }
  return values
}

/** What all members say that say anything in the group; null when none does, undefined when two differ in a letter. */
function sharedRecord({ fields, telling }: FieldGroup, members: readonly Member[]): CanonicalRecord | null | undefined {
  let shared: CanonicalRecord | null = null

  for (const { record } of members) {
    if (!isAnyKnown(telling, record)) continue
    if (shared === null) shared = record
    else if (!areEqual(fields, record, shared)) return undefined
  }
  return shared
}

function isAnyKnown(fields: readonly string[], record: CanonicalRecord): boolean {
  for (const field of fields) if ((record[field] ?? null) !== null) return true

  return false
}

function areEqual(fields: readonly string[], left: CanonicalRecord, right: CanonicalRecord): boolean {
  for (const field of fields) if ((left[field] ?? null) !== (right[field] ?? null)) return false

  return true
}
