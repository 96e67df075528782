import type { EntityKind } from '../entity/entity.ts'
import { meaningIn } from './agree.ts'
import type { FieldGroup } from './field-group.ts'
import type { Member } from './member.ts'

/** How a person stands beside systems wherever a value names its origin: `steward:jana`. No system of a plan may be called so. */
export const stewardSystem = 'steward'

/** A field of one golden record that a steward decided. A null value says that there is none. */
export interface Pin {
  readonly id: number
  readonly field: string
  readonly value: string | null
  readonly by: string
  /** UTC instant. */
  readonly at: string
  /** Given to this golden id, not to one that was merged into it. */
  readonly isOwn: boolean
}

/** A value of a member that a steward called wrong: not believed until the member says something else. */
export interface IgnoredValue {
  readonly recordId: number
  readonly field: string
  readonly value: string
}

/** What stewards said about one golden record. */
export interface StewardWords {
  readonly pins: readonly Pin[]
  readonly ignored: readonly IgnoredValue[]
}

export const noWords: StewardWords = Object.freeze({ pins: [], ignored: [] })

/**
 * The members that may be asked for a group: one of whose values in it a steward called wrong has no say in any of them, nor has a
 * record that we created while it says there what it was given, as long as another record is left.
 */
export function believedMembers(
  kind: EntityKind,
  { fields }: FieldGroup,
  members: readonly Member[],
  { ignored }: StewardWords,
): readonly Member[] {
  const contributing = members.filter((member) => !saysAsCreated(kind, fields, member))
  const asked = contributing.length === 0 ? members : contributing

  if (ignored.length === 0) return asked
  return asked.filter(
    ({ recordId, record }) =>
      !ignored.some(
        (word) =>
          word.recordId === recordId &&
          fields.includes(word.field) &&
          saySame(kind, word.field, record[word.field] ?? null, word.value),
      ),
  )
}

function saysAsCreated(kind: EntityKind, fields: readonly string[], { record, asCreated }: Member): boolean {
  return (
    asCreated !== undefined &&
    fields.every((field) => saySame(kind, field, record[field] ?? null, asCreated[field] ?? null))
  )
}

/** Do two values of a field, or the lack of one, say the same? */
export function saySame(kind: EntityKind, field: string, left: string | null, right: string | null): boolean {
  return meaningIn(kind, field, { [field]: left }) === meaningIn(kind, field, { [field]: right })
}
