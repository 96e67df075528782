import { durationMs } from '../../rules/documents/duration.ts'
import { child, entriesOf, itemsOf, keysOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { nameIssues, referenceIssue } from './reference-issue.ts'
import { flowPolicyIssues } from './flow-policy-issues.ts'
import { fieldNames, truthIssues } from './truth-issues.ts'

/** Everything in truth, matching and documents that contradicts the rest of the plan. */
export function policyIssues(plan: PlanNode): readonly PlanIssue[] {
  return [...truthIssues(plan), ...matchingIssues(plan), ...documentIssues(plan), ...flowPolicyIssues(plan)]
}

function matchingIssues(plan: PlanNode): readonly PlanIssue[] {
  const systems = keysOf(child(plan, 'systems'))

  return entriesOf(child(plan, 'matching')).flatMap(([entity, matching]) => {
    const review = child(matching, 'reviewAbove')
    const link = child(matching, 'autoLinkAbove').value
    const fields = fieldNames(entity)
    const isAbove = typeof review.value === 'number' && typeof link === 'number' && review.value > link

    return [
      ...(isAbove
        ? [
            referenceIssue(
              review,
              `at most autoLinkAbove (${link})`,
              'Between the two a person is asked; above autoLinkAbove nobody is.',
            ),
          ]
        : []),
      ...itemsOf(child(child(matching, 'neverLink'), 'differing')).flatMap((field) => nameIssues(field, fields)),
      ...itemsOf(child(matching, 'duplicateFree')).flatMap((system) => nameIssues(system, systems)),
    ]
  })
}

function documentIssues(plan: PlanNode): readonly PlanIssue[] {
  const systems = keysOf(child(plan, 'systems'))
  const flows = itemsOf(child(plan, 'flows'))

  return entriesOf(child(plan, 'documents')).flatMap(([entity, policy]) => {
    const missingAfter = child(policy, 'missingAfter')
    const dueWithin = textOf(child(policy, 'dueWithin')) ?? '24h'
    const dueMs = durationMs(dueWithin)
    const missingMs = durationMs(textOf(missingAfter) ?? '')
    const isTooEarly = missingMs < dueMs

    return [
      ...itemsOf(child(policy, 'settles')).flatMap((rule) => settlingIssues(rule, systems, flows)),
      ...itemsOf(child(policy, 'between')).flatMap((system) =>
        systems.includes(textOf(system) ?? '') ? withoutFlow(system, entity, flows) : nameIssues(system, systems),
      ),
      ...(isTooEarly
        ? [
            referenceIssue(
              missingAfter,
              `at least dueWithin (${dueWithin})`,
              'A document is late before it is missing.',
            ),
          ]
        : []),
    ]
  })
}

/** Payments settle documents of the systems that a flow reads; of others there is nothing to match. */
function settlingIssues(rule: PlanNode, systems: readonly string[], flows: readonly PlanNode[]): readonly PlanIssue[] {
  const documents = textOf(child(rule, 'documents')) ?? ''

  return (
    [
      [child(rule, 'payments'), 'payment'],
      [child(rule, 'of'), documents === 'payout' ? 'payment' : documents],
    ] as const
  ).flatMap(([system, entity]) => {
    const giving = flows
      .filter((flow) => textOf(child(flow, 'entity')) === entity)
      .flatMap((flow) => textOf(child(flow, 'system')) ?? [])

    return systems.includes(textOf(system) ?? '')
      ? nameIssues(
          system,
          [...new Set(giving)],
          `Add a flow of ${entity} for it; without one there is nothing to match.`,
        )
      : nameIssues(system, systems)
  })
}

/** A system that gives neither the documents nor payments of them would make every document look missing there. */
function withoutFlow(system: PlanNode, entity: string, flows: readonly PlanNode[]): readonly PlanIssue[] {
  const giving = flows
    .filter((flow) => [entity, 'payment'].includes(textOf(child(flow, 'entity')) ?? ''))
    .flatMap((flow) => textOf(child(flow, 'system')) ?? [])

  return nameIssues(
    system,
    [...new Set(giving)],
    `Add a flow of ${entity} for it; without one every ${entity} would look missing there.`,
  )
}
