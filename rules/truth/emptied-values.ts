import type { EntityKind } from '../entity/entity.ts'
import { meaningIn } from './agree.ts'
import type { FieldGroup } from './field-group.ts'
import type { Member } from './member.ts'

/** What a member said in a field before it emptied it; undefined where it still says something, never did, or cannot know the field. */
export function deletedValue({ deleted, record, mappedFields }: Member, field: string): string | undefined {
  return (record[field] ?? null) === null && mappedFields.has(field) ? deleted?.[field] : undefined
}

/** Members that may be asked once the deletions of the systems the policy names count, and who holds what was deleted. */
export interface Emptied {
  readonly believed: readonly Member[]
  /** Who deleted what others still hold: where nobody says anything else the golden value is empty. */
  readonly deletion: Member | undefined
}

/**
 * Takes the values out of the say that a system named in `emptiedBy` held and emptied itself: it deleted that value, wherever else
 * it stands, and no other. A member that is gone or stale deletes nothing.
 */
export function withoutEmptied(
  kind: EntityKind,
  { fields: [field = ''], emptiedBy }: FieldGroup,
  members: readonly Member[],
): Emptied {
  const deleters = members.filter(
    (member) =>
      emptiedBy.includes(member.system) &&
      !member.isMissing &&
      !member.isStale &&
      deletedValue(member, field) !== undefined,
  )
  if (deleters.length === 0) return { believed: members, deletion: undefined }
  const deleted = new Set(
    deleters.map((member) => meaningIn(kind, field, { [field]: deletedValue(member, field) ?? null })),
  )
  const isDeleted = ({ record }: Member) => deleted.has(meaningIn(kind, field, record))
  const isHeld = members.some((member) => !member.isMissing && isDeleted(member))

  return { believed: members.filter((member) => !isDeleted(member)), deletion: isHeld ? deleters[0] : undefined }
}
