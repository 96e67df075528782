import { child, itemsOf, keysOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { nameIssues } from './reference-issue.ts'

/** Everything in documents.flow that contradicts the rest of the plan. */
export function flowPolicyIssues(plan: PlanNode): readonly PlanIssue[] {
  const flow = child(child(plan, 'documents'), 'flow')

  return [
    ...itemsOf(child(child(flow, 'invoice'), 'in')).flatMap((system) =>
      withoutFields(plan, system, 'invoice', ['number', 'orderNumber']),
    ),
    ...itemsOf(child(child(flow, 'stock'), 'between')).flatMap((system) =>
      withoutFields(plan, system, 'product', ['stock']),
    ),
  ]
}

/** A system is only worth asking if it has a flow that reads the fields the question is about. */
function withoutFields(
  plan: PlanNode,
  system: PlanNode,
  entity: string,
  fields: readonly string[],
): readonly PlanIssue[] {
  const systems = keysOf(child(plan, 'systems'))

  if (!systems.includes(textOf(system) ?? '')) return nameIssues(system, systems)
  const giving = itemsOf(child(plan, 'flows'))
    .filter((flow) => textOf(child(flow, 'entity')) === entity)
    .filter((flow) => fields.every((field) => keysOf(child(flow, 'fields')).includes(field)))
    .flatMap((flow) => textOf(child(flow, 'system')) ?? [])

  return nameIssues(system, giving, `Add a flow of ${entity} for it that reads ${fields.join(' and ')}.`)
}
