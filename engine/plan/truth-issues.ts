import { entityKinds, fieldsOf } from '../../rules/entity/entity.ts'
import { setNames } from '../../rules/truth/value-sets.ts'
import { child, entriesOf, itemsOf, keysOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { keyIssue, nameIssues, referenceIssue } from './reference-issue.ts'

/** Everything in the truth section that contradicts the rest of the plan, or itself. */
export function truthIssues(plan: PlanNode): readonly PlanIssue[] {
  const systems = keysOf(child(plan, 'systems'))

  return entriesOf(child(plan, 'truth')).flatMap(([entity, policies]) => {
    const fields = fieldNames(entity)
    if (fields.length === 0) return []

    return entriesOf(policies).flatMap(([field, policy]) => [
      ...(child(policy, 'group').value === undefined && !fields.includes(field) ? [keyIssue(policy, fields)] : []),
      ...setIssues(field, policy),
      ...itemsOf(child(policy, 'emptiedBy')).flatMap((system) => nameIssues(system, systems)),
      ...itemsOf(child(policy, 'group')).flatMap((member) => nameIssues(member, fields)),
      ...trustIssues(policy, systems),
      ...conditionIssues(field, policies, fields),
    ])
  })
}

/** Only of what one may rightly have several, such as addresses of e-mail, all values can be kept. */
function setIssues(field: string, policy: PlanNode): readonly PlanIssue[] {
  const aggregate = child(policy, 'aggregate')

  return aggregate.value === undefined || setNames[field] !== undefined
    ? []
    : [
        referenceIssue(
          aggregate,
          `a set of ${Object.keys(setNames).join(' or ')}`,
          'Of other fields one value is right; leave aggregate out.',
        ),
      ]
}

/** Names of canonical fields; none for an entity nobody knows, of which the schema tells. */
export function fieldNames(entity: string): readonly string[] {
  const kind = entityKinds.find((candidate) => candidate === entity)

  return kind === undefined ? [] : fieldsOf(kind)
}

/** Every system named in a `mostTrusted`, listed or with its trust, however deep the policy nests it. */
function trustIssues(node: PlanNode, systems: readonly string[]): readonly PlanIssue[] {
  const next = 'Only systems of this plan can be trusted.'

  return [
    ...itemsOf(node).flatMap((item) => trustIssues(item, systems)),
    ...entriesOf(node).flatMap(([key, entry]) =>
      key === 'mostTrusted'
        ? [
            ...itemsOf(entry).flatMap((system) => nameIssues(system, systems, next)),
            ...entriesOf(entry).flatMap(([system, trust]) =>
              systems.includes(system) ? [] : [keyIssue(trust, systems, next)],
            ),
          ]
        : trustIssues(entry, systems),
    ),
  ]
}

/** A condition asks for a field of the kind that is decided before, so never for one that asks back. */
function conditionIssues(name: string, policies: PlanNode, fields: readonly string[]): readonly PlanIssue[] {
  return conditionsOf(child(policies, name)).flatMap((condition) => {
    const asked = String(condition.path.at(-1))

    if (!fields.includes(asked)) return [keyIssue(condition, fields)]
    return asksBack(asked, name, policies)
      ? [
          {
            ...referenceIssue(
              condition,
              'a field whose own policy does not depend on this one',
              'Two fields that wait for each other are never decided; take the condition out of one of them.',
            ),
            found: `a condition on "${asked}"`,
            isAboutKey: true,
          },
        ]
      : []
  })
}

/** Does the policy that decides a field ask, at once or through others, for what the named policy decides? */
function asksBack(field: string, name: string, policies: PlanNode): boolean {
  const seen = new Set<string>()
  const open = [field]

  for (let asked = open.pop(); asked !== undefined; asked = open.pop()) {
    const decider = deciderOf(asked, policies)

    if (decider === name) return true
    if (decider === undefined || seen.has(decider)) continue
    seen.add(decider)
    open.push(...conditionsOf(child(policies, decider)).map((condition) => String(condition.path.at(-1))))
  }
  return false
}

/** The entry of the truth section that decides a field. */
function deciderOf(field: string, policies: PlanNode): string | undefined {
  return entriesOf(policies).find(([name, policy]) =>
    child(policy, 'group').value === undefined
      ? name === field
      : itemsOf(child(policy, 'group')).some((member) => textOf(member) === field),
  )?.[0]
}

/** The fields that conditions of a policy name, each at its place in the plan. */
function conditionsOf(policy: PlanNode): readonly PlanNode[] {
  const preferences = Array.isArray(policy.value) ? policy : child(policy, 'prefer')

  return itemsOf(preferences).flatMap((preference) => entriesOf(child(preference, 'when')).map(([, entry]) => entry))
}
