import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import { fieldGroupsOf } from '../../rules/truth/field-group.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'

/** The fields that a name means: a group of the policy by its own name, or a field with those that are decided together with it. */
export function namedFields(kind: MatchedKind, name: string, policy: EntityPolicy): readonly string[] {
  const decision = policy[name]
  const [first] = decision !== undefined && 'group' in decision ? decision.group : [name]
  const group = fieldGroupsOf(kind, policy).find(({ fields }) => fields.includes(first ?? name))

  if (group !== undefined) return group.fields
  throw new ReconcileError('GOLDEN_FIELD_UNKNOWN', {
    entity: kind,
    field: name,
    fields: fieldsOf(kind).join(', '),
    groups:
      Object.keys(policy)
        .filter((key) => 'group' in (policy[key] ?? []))
        .join(', ') || 'none',
  })
}
