import type { Tools } from '../operations/tools.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import { appendAudit } from '../store/audit.ts'
import { openFlow } from '../store/flows.ts'
import { correctionsIn } from '../store/outbox.ts'
import { lastFinishedRun } from '../store/runs.ts'
import { deliverFlow, type DeliveryCounts } from '../write-back/deliver-flow.ts'
import type { DeliveryResult } from './night.ts'

const shownMax = 200

/** A person asks for delivery, which approves what waits for approval: all open corrections of every flow that may be written. */
export async function deliverByPerson(
  loaded: LoadedPlan,
  mode: 'dry-run' | 'apply',
  tools: Tools,
): Promise<DeliveryResult> {
  const runId = (await lastFinishedRun(tools.store))?.id ?? 0
  const counts: Record<string, number> = {}
  const lines: string[] = []

  for (const plan of loaded.flows.filter((flow) => flow.direction !== 'read')) {
    const flow = await openFlow(tools.store, plan.system, plan.entity)

    if (mode === 'apply') {
      const outcome = await deliverFlow(
        loaded,
        { plan, flowId: flow.id, runId, states: ['planned', 'approved'] },
        tools,
      )

      await auditDelivery(plan.id, outcome, tools)
      for (const [state, count] of Object.entries(outcome)) counts[state] = (counts[state] ?? 0) + count
      continue
    }
    const waiting = await correctionsIn(tools.store, flow.id, ['planned', 'approved', 'sending', 'uncertain'], 100_000)

    counts['would update'] = (counts['would update'] ?? 0) + waiting.length
    lines.push(
      ...waiting
        .slice(0, shownMax - lines.length)
        .map(({ sourceKey, changes }) => `${plan.id}  ${sourceKey}  ${changes.map(({ column }) => column).join(', ')}`),
    )
  }
  return { batchId: null, counts, lines }
}

async function auditDelivery(flow: string, outcome: DeliveryCounts, { store, clock }: Tools): Promise<void> {
  if (Object.keys(outcome).length === 0) return
  await store.transaction((session) =>
    appendAudit(session, [
      {
        at: clock().toISOString(),
        actor: 'command line',
        action: 'corrections-delivered',
        subject: flow,
        detail: outcome,
      },
    ]),
  )
}
