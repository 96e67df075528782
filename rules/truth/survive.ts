import { fieldsOf, type EntityKind } from '../entity/entity.ts'
import { byCodeUnits } from './code-unit-order.ts'
import { fieldGroupsOf, type FieldGroup } from './field-group.ts'
import { fieldConflicts, type FieldConflict } from './field-conflict.ts'
import type { EntityPolicy } from './field-policy.ts'
import { memberName, type Member } from './member.ts'
import { allAgree, bestSpelled, candidateOf, narrow, reasonOf, type Candidate } from './preference.ts'

/** Where a golden value came from, and why it won: `most-trusted:erp`, `most-recent`, `all-agree`, `only-value`, `tie-break`. */
export interface Provenance {
  readonly system: string
  readonly sourceKey: string
  readonly reason: string
}

/** What we believe about a cluster: every field of its kind, where each value came from, and who says otherwise. */
export interface Survival {
  readonly values: Readonly<Record<string, string | null>>
  readonly provenance: Readonly<Record<string, Provenance>>
  readonly conflicts: readonly FieldConflict[]
}

/**
 * Decides the golden values of one cluster. Every value is a member's own value; fields of a group come from one member;
 * preferences narrow from left to right and the smallest `system:key` ends every tie, so the order of members cannot matter.
 * A stale or missing member is asked only where no other member knows anything.
 */
export function survive(kind: EntityKind, members: readonly Member[], policy: EntityPolicy): Survival {
  const ordered = members.toSorted((left, right) => byCodeUnits(memberName(left), memberName(right)))
  const decided = fieldGroupsOf(kind, policy).flatMap((group) => {
    const choice = choose(kind, group, ordered)

    return choice === undefined ? [] : [{ kind, group, members: ordered, ...choice }]
  })
  const winnerOf = new Map(
    decided.flatMap((decision) => decision.group.fields.map((field) => [field, decision] as const)),
  )
  const conflictOf = new Map(decided.flatMap(fieldConflicts).map((conflict) => [conflict.field, conflict]))
  const fields = fieldsOf(kind)

  return Object.freeze({
    values: Object.freeze(
      Object.fromEntries(fields.map((field) => [field, winnerOf.get(field)?.winner.record[field] ?? null])),
    ),
    provenance: Object.freeze(Object.fromEntries(fields.flatMap((field) => provenanceOf(field, winnerOf.get(field))))),
    conflicts: Object.freeze(fields.flatMap((field) => conflictOf.get(field) ?? [])),
  })
}

function provenanceOf(field: string, choice: Choice | undefined): readonly (readonly [string, Provenance])[] {
  if ((choice?.winner.record[field] ?? null) === null || choice === undefined) return []

  const { system, sourceKey } = choice.winner

  return [[field, Object.freeze({ system, sourceKey, reason: choice.reason })]]
}

/** The winner of a group, and whether an outage had a part in it. */
interface Choice {
  readonly winner: Member
  readonly reason: string
  readonly isProvisional: boolean
}

function choose(kind: EntityKind, group: FieldGroup, members: readonly Member[]): Choice | undefined {
  const candidates = members
    .map((member) => candidateOf(kind, group.fields, member))
    .filter((found) => found !== undefined)
  const present = candidates.filter(({ member }) => !member.isMissing)
  const fresh = present.filter(({ member }) => !member.isStale)
  const chosen = prefer(group, fresh.length > 0 ? fresh : candidates)

  if (chosen === undefined || fresh.length === 0 || fresh.length === present.length) {
    return chosen && { winner: chosen.winner.member, reason: chosen.reason, isProvisional: false }
  }

  const withStale = prefer(group, present)

  return {
    winner: chosen.winner.member,
    reason: chosen.reason,
    isProvisional: withStale !== undefined && !allAgree([chosen.winner, withStale.winner]),
  }
}

function prefer(
  group: FieldGroup,
  candidates: readonly Candidate[],
): { winner: Candidate; reason: string } | undefined {
  let remaining = candidates
  let reason = candidates.length === 1 ? 'only-value' : 'all-agree'

  for (const preference of group.prefer) {
    const isSettled = allAgree(remaining)

    // Of two values that say the same, the newer is not the truer one: only the spelling is left to choose.
    if (isSettled && preference === 'mostRecent') remaining = bestSpelled(remaining, group)

    const narrowed = narrow(remaining, preference, candidates)
    const [first] = narrowed

    if (!isSettled && first !== undefined && narrowed.length < remaining.length)
      reason = reasonOf(preference, first.member)
    remaining = narrowed
  }
  if (!allAgree(remaining)) reason = 'tie-break'

  const [winner] = allAgree(remaining) ? bestSpelled(remaining, group) : remaining

  return winner && { winner, reason }
}
