import type { EntityKind } from '../entity/entity.ts'
import { withoutEmptied } from './emptied-values.ts'
import { fieldGroupsOf } from './field-group.ts'
import type { EntityPolicy } from './field-policy.ts'
import type { Member } from './member.ts'
import { believedMembers, type StewardWords } from './steward-words.ts'
import { setNames, valueSet, type ValueSet } from './value-sets.ts'

/** A golden value, and the steward who pinned it. */
export interface GoldenWord {
  readonly value: string | null
  readonly steward?: Member | undefined
}

/** The sets that a policy keeps, by name (`emails`): what members that may be asked say, and stewards. `members` are in order of name. */
export function keptSets(
  kind: EntityKind,
  members: readonly Member[],
  policy: EntityPolicy,
  words: StewardWords,
  goldenOf: (field: string) => GoldenWord,
): Readonly<Record<string, ValueSet>> {
  const sets = fieldGroupsOf(kind, policy).flatMap((group) => {
    const [field = ''] = group.fields
    const name = setNames[field]

    if (!group.isSet || name === undefined) return []
    const { value, steward } = goldenOf(field)
    const { believed } = withoutEmptied(kind, group, believedMembers(kind, group, members, words))
    const set = valueSet(kind, field, steward === undefined ? believed : [...believed, steward], value)

    return set === undefined ? [] : [[name, set] as const]
  })

  return Object.freeze(Object.fromEntries(sets))
}

/** Does a policy keep all values of any field? */
export function keepsSets(kind: EntityKind, policy: EntityPolicy): boolean {
  return fieldGroupsOf(kind, policy).some(({ isSet }) => isSet)
}
