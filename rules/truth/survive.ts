import { entityKinds, fieldsOf, type EntityKind } from '../entity/entity.ts'
import { chooseAfterDeletions, type Choice } from './choose.ts'
import { byCodeUnits } from './code-unit-order.ts'
import { fieldGroupsOf, type FieldGroup } from './field-group.ts'
import { fieldConflicts, type FieldConflict } from './field-conflict.ts'
import type { EntityPolicy } from './field-policy.ts'
import { keptSets, type GoldenWord } from './kept-sets.ts'
import { memberName, type Member } from './member.ts'
import { pinnedConflicts, pinnedFields, type PinnedField } from './pinned-fields.ts'
import type { ValueSet } from './value-sets.ts'
import { believedMembers, noWords, stewardSystem, type StewardWords } from './steward-words.ts'

/**
 * Where a golden value came from, and why it won: `most-trusted:erp`, `most-recent`, `all-agree`, `only-value`, `tie-break`; or
 * `pinned`, then the system is `steward`, the key is the person, and `at` is when.
 */
export interface Provenance {
  readonly system: string
  readonly sourceKey: string
  readonly reason: string
  readonly at?: string
}

/** What we believe about a cluster: every field of its kind, where each value came from, and who says otherwise. */
export interface Survival {
  readonly values: Readonly<Record<string, string | null>>
  readonly provenance: Readonly<Record<string, Provenance>>
  readonly conflicts: readonly FieldConflict[]
  /** By name (`emails`), of fields of which the policy keeps all values. */
  readonly sets: Readonly<Record<string, ValueSet>>
}

/**
 * Decides the golden values of one cluster. Every value is a member's own value, or one that a steward pinned; fields of a group
 * come from one member; preferences narrow from left to right and the smallest `system:key` ends every tie, so the order of members
 * cannot matter. A stale or missing member is asked only where no other member knows anything.
 */
export function survive(
  kind: EntityKind,
  members: readonly Member[],
  policy: EntityPolicy,
  words: StewardWords = noWords,
): Survival {
  const ordered = members.toSorted((left, right) => byCodeUnits(memberName(left), memberName(right)))
  const pinned = pinnedFields(kind, words.pins)
  const choiceOf = new Map([...pinned].map(([field, { choice }]) => [field, choice]))
  const conflictOf = new Map<string, FieldConflict>()

  const goldenValue = (field: string) => choiceOf.get(field)?.winner.record[field] ?? null

  for (const whole of fieldGroupsOf(kind, policy)) {
    const group = withoutPinned(whole, pinned)
    const choice = chooseAfterDeletions(kind, group, believedMembers(kind, group, ordered, words), goldenValue)
    const conflicts = [
      ...(choice === undefined || ordered.length === 1
        ? []
        : fieldConflicts({ kind, group, members: ordered, ...choice })),
      ...(group === whole ? [] : pinnedConflicts(kind, whole, ordered, pinned)),
    ]

    if (choice !== undefined) for (const field of group.fields) choiceOf.set(field, choice)
    for (const conflict of conflicts) conflictOf.set(conflict.field, conflict)
  }
  const sets = keptSets(kind, ordered, policy, words, (field) => goldenWord(field, choiceOf.get(field)))

  return { ...inFieldOrder(kind, choiceOf, conflictOf), sets }
}

function goldenWord(field: string, choice: Choice | undefined): GoldenWord {
  const winner = choice?.winner

  return { value: winner?.record[field] ?? null, steward: winner?.system === stewardSystem ? winner : undefined }
}

/** What is left of a group for the policy to decide. */
function withoutPinned(group: FieldGroup, pinned: ReadonlyMap<string, PinnedField>): FieldGroup {
  const isFree = (field: string) => !pinned.has(field)

  return pinned.size === 0 || group.fields.every(isFree)
    ? group
    : { ...group, fields: group.fields.filter(isFree), telling: group.telling.filter(isFree) }
}

/** Always in the order of the kind's own fields, whatever the order of the policy: the same bytes in every report. */
function inFieldOrder(
  kind: EntityKind,
  choiceOf: ReadonlyMap<string, Choice>,
  conflictOf: ReadonlyMap<string, FieldConflict>,
): Omit<Survival, 'sets'> {
  const values: Record<string, string | null> = {}
  const provenance: Record<string, Provenance> = {}
  const conflicts: FieldConflict[] = []

  for (const field of fieldsByKind.get(kind) ?? []) {
    const choice = choiceOf.get(field)
    const conflict = conflictOf.get(field)
    const value = choice?.winner.record[field] ?? null

    values[field] = value
    if (choice !== undefined && value !== null) provenance[field] = provenanceOf(choice)
    if (conflict !== undefined) conflicts.push(conflict)
  }
  return Object.freeze({
    values: Object.freeze(values),
    provenance: Object.freeze(provenance),
    conflicts: Object.freeze(conflicts),
  })
}

const fieldsByKind = new Map(entityKinds.map((kind) => [kind, fieldsOf(kind)]))

function provenanceOf({ winner: { system, sourceKey, changedAt }, reason }: Choice): Provenance {
  return Object.freeze({
    system,
    sourceKey,
    reason,
    ...(system === stewardSystem && changedAt !== null && { at: changedAt }),
  })
}
