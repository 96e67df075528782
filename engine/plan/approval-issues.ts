import type { Connector } from '../../connectors/connector.ts'
import { child, itemsOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { referenceIssue } from './reference-issue.ts'

/** A system that cannot say whether a record still has its value before is never written without a person (domain-rules 4.10). */
export function approvalIssues(plan: PlanNode, connectors: ReadonlyMap<string, Connector>): readonly PlanIssue[] {
  return itemsOf(child(plan, 'flows')).flatMap((flow) => {
    const system = child(child(plan, 'systems'), textOf(child(flow, 'system')) ?? '')
    const name = textOf(child(system, 'connector')) ?? ''
    const automatic = child(child(flow, 'writeBack'), 'automatic')

    if (connectors.get(name)?.guarantees.precondition !== 'none' || itemsOf(automatic).length === 0) return []
    return [
      {
        ...referenceIssue(
          automatic,
          'no automatic field where nobody can refuse a stale value',
          'List the fields under writeBack.fields only; `touchstone deliver --apply` sends them when a person says so.',
        ),
        found: `corrections without a person for a system of the connector ${name}`,
        isAboutKey: true,
      },
    ]
  })
}
