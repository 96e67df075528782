import type { EntityKind } from '../entity/entity.ts'
import { isAmount, meaningIn, meaningOf } from './agree.ts'
import { isOwnSay } from './echo.ts'
import type { FieldGroup } from './field-group.ts'
import type { Member } from './member.ts'

/** A member with what it says in each field of a group: equal meanings agree, null says nothing. Comparable within its group only. */
export interface Candidate {
  readonly member: Member
  readonly meanings: readonly (string | null)[]
  /** The same without what is only our correction coming back: that is no vote. */
  readonly votes: readonly (string | null)[]
}

/** The members that say anything in a group of fields. A currency without any amount says nothing. */
export function candidatesOf(
  kind: EntityKind,
  { fields, telling }: FieldGroup,
  members: readonly Member[],
): readonly Candidate[] {
  const speaking = members.filter(({ record }) => telling.some((field) => (record[field] ?? null) !== null))
  const columns = fields.map((field) => meaningsOf(kind, field, speaking))

  return speaking.map((member, row) => {
    const meanings = columns.map((column) => column[row] ?? null)
    const votes =
      member.lastWords === undefined
        ? meanings
        : meanings.map((meaning, place) => (isOwnSay(member, fields[place] ?? '') ? meaning : null))

    return { member, meanings, votes }
  })
}

/** What each member says in a field. Most members of a cluster say it in the same letters: each text is read once, one alone not at all. */
function meaningsOf(kind: EntityKind, field: string, members: readonly Member[]): readonly (string | null)[] {
  if (isAmount(field)) return members.map(({ record }) => meaningIn(kind, field, record))

  const texts = members.map(({ record }) => record[field] ?? null)
  const distinct = new Set(texts.filter((text) => text !== null))

  if (distinct.size <= 1) return texts

  const meaningByText = new Map([...distinct].map((text) => [text, meaningOf(kind, field, text)]))

  return texts.map((text) => (text === null ? null : (meaningByText.get(text) ?? null)))
}
