import { fieldsOf, type EntityKind } from '../entity/entity.ts'
import { isAmount } from './agree.ts'
import { defaultGroups, defaultPreferences } from './default-policy.ts'
import type { EntityPolicy, Preference } from './field-policy.ts'

/** Fields decided together, and how. A field on its own is a list of one. */
export interface FieldGroup {
  readonly fields: readonly string[]
  /** Those of the fields of which one must be known for a record to say anything: amounts, where there are any. */
  readonly telling: readonly string[]
  readonly prefer: readonly Preference[]
  /** Systems whose deletion of a value counts; only of a field decided alone. */
  readonly emptiedBy: readonly string[]
  /** All values that records say are kept beside the golden one. */
  readonly isSet: boolean
  /** The company wrote this down itself, it is not a default. */
  readonly isNamedInPlan: boolean
}

/** The whole policy of a kind: every field exactly once, the plan's own decisions first (the first of two counts), defaults for the rest. */
export function fieldGroupsOf(kind: EntityKind, policy: EntityPolicy): readonly FieldGroup[] {
  const kept = decided.get(policy)?.get(kind)

  if (kept !== undefined) return kept

  const groups = decide(kind, policy)
  const byKind = decided.get(policy) ?? new Map<EntityKind, readonly FieldGroup[]>()

  byKind.set(kind, groups)
  decided.set(policy, byKind)
  return groups
}

// A plan is read once and its policy asked for every cluster: kept per policy object, forgotten together with it.
const decided = new WeakMap<EntityPolicy, Map<EntityKind, readonly FieldGroup[]>>()

function decide(kind: EntityKind, policy: EntityPolicy): readonly FieldGroup[] {
  const open = new Set(fieldsOf(kind))
  const take = (fields: readonly string[]) => fields.filter((field) => open.delete(field))
  const named = Object.entries(policy).map(([name, decision]) =>
    'group' in decision
      ? fieldGroup(take(decision.group), decision.prefer, true)
      : 'prefer' in decision
        ? {
            ...fieldGroup(take([name]), decision.prefer, true),
            emptiedBy: decision.emptiedBy ?? [],
            isSet: decision.aggregate === 'set',
          }
        : fieldGroup(take([name]), decision, true),
  )
  const together = defaultGroups[kind].map((fields) => fieldGroup(take(fields), defaultPreferences, false))
  const alone = [...open].map((field) => fieldGroup([field], defaultPreferences, false))

  return askedFirst([...named, ...together, ...alone].filter(({ fields }) => fields.length > 0))
}

/** The groups so that one whose policy asks for a field comes after the group of that field. Circles are refused with the plan; here they end in the order given. */
function askedFirst(groups: readonly FieldGroup[]): readonly FieldGroup[] {
  const ordered = new Set<FieldGroup>()
  const visited = new Set<FieldGroup>()
  const visit = (group: FieldGroup) => {
    if (visited.has(group)) return
    visited.add(group)
    for (const field of conditionFields(group.prefer)) {
      const asked = groups.find(({ fields }) => fields.includes(field))

      if (asked !== undefined) visit(asked)
    }
    ordered.add(group)
  }

  groups.forEach(visit)
  return [...ordered]
}

/** The fields that conditions of a policy ask for. */
export function conditionFields(prefer: readonly Preference[]): readonly string[] {
  return prefer.flatMap((preference) =>
    typeof preference === 'object' && 'when' in preference ? Object.keys(preference.when) : [],
  )
}

function fieldGroup(fields: readonly string[], prefer: readonly Preference[], isNamedInPlan: boolean): FieldGroup {
  const amounts = fields.filter(isAmount)

  return { fields, telling: amounts.length > 0 ? amounts : fields, prefer, emptiedBy: [], isSet: false, isNamedInPlan }
}
