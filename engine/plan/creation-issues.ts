import type { Connector } from '../../connectors/connector.ts'
import { child, itemsOf, textOf, type PlanNode } from './plan-node.ts'
import type { PlanIssue } from './plan-problem.ts'
import { nameIssues, referenceIssue } from './reference-issue.ts'

/** Kinds of which one system may get a record from another; documents are made where they happen. */
const createdKinds = ['customer', 'product']

/** Records are created only where a system says so of itself, and out of what other systems say. */
export function creationIssues(plan: PlanNode, connectors: ReadonlyMap<string, Connector>): readonly PlanIssue[] {
  const flows = itemsOf(child(plan, 'flows'))

  return flows.flatMap((flow) => {
    const creates = child(child(flow, 'writeBack'), 'creates')
    const entity = textOf(child(flow, 'entity')) ?? ''
    const system = textOf(child(flow, 'system')) ?? ''
    const connector = textOf(child(child(child(plan, 'systems'), system), 'connector')) ?? ''
    if (creates.value === undefined) return []

    const others = flows
      .filter((other) => textOf(child(other, 'entity')) === entity)
      .flatMap((other) => textOf(child(other, 'system')) ?? [])
      .filter((other) => other !== system)

    return [
      ...unfit(
        creates,
        !createdKinds.includes(entity),
        `a flow of ${createdKinds.join(' or ')}`,
        'Orders, invoices and payments are made where they happen: remove creates.',
        `records to create of the kind ${entity}`,
      ),
      ...unfit(
        creates,
        connectors.get(connector)?.guarantees.createsRecords === false,
        'a system that tells the key of a record it was given',
        'Remove creates: a person enters such records there.',
        `records to create in a system of the connector ${connector}`,
      ),
      ...itemsOf(child(creates, 'from')).flatMap((from) =>
        nameIssues(from, others, `Name a system that has a flow of ${entity} of its own.`),
      ),
    ]
  })
}

function unfit(
  creates: PlanNode,
  isUnfit: boolean,
  allowed: string,
  next: string,
  found: string,
): readonly PlanIssue[] {
  return isUnfit ? [{ ...referenceIssue(creates, allowed, next), found, isAboutKey: true }] : []
}
