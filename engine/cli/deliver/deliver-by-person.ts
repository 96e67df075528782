import type { Tools } from '../../operations/tools.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { FlowPlan, LoadedPlan } from '../../plan/load-plan.ts'
import { openFlow } from '../../store/staging/flows.ts'
import { lastFinishedRun } from '../../store/operations/runs.ts'
import { deliverFlow } from '../../write-back/deliver-flow.ts'
import { previewDelivery, type DeliveryPreview } from '../../write-back/preview-delivery.ts'
import type { DeliveryResult, FlowDelivered } from './delivery-result.ts'

/** What a person asks to be delivered. */
export interface DeliverRequest {
  readonly by: string
  /** One flow, `system.entity`; all of them when left out. */
  readonly flow?: string | undefined
  /** The number of records that person has seen would change. */
  readonly expected?: number | undefined
}

/** Sends what waits, which approves what waits for a person: all open corrections of every flow that may be written. */
export async function deliverByPerson(
  loaded: LoadedPlan,
  { by, flow, expected }: DeliverRequest,
  tools: Tools,
): Promise<DeliveryResult> {
  const runId = (await lastFinishedRun(tools.store))?.id ?? 0
  const flows: FlowDelivered[] = []

  for (const plan of writtenFlows(loaded, flow)) {
    const { id: flowId } = await openFlow(tools.store, plan.system, plan.entity)
    const at = tools.clock().toISOString()

    tools.progress.stage(`deliver to ${plan.id}`)
    flows.push(flowDelivered(plan.id, await deliverFlow(loaded, { plan, flowId, runId, at, by, expected }, tools)))
  }
  return { flows, counts: summed(flows) }
}

/** What `deliverByPerson` would do, flow by flow; nothing is written. */
export async function previewByPerson(
  loaded: LoadedPlan,
  flow: string | undefined,
  tools: Tools,
): Promise<readonly DeliveryPreview[]> {
  const previews: DeliveryPreview[] = []

  for (const plan of writtenFlows(loaded, flow)) {
    const { id: flowId } = await openFlow(tools.store, plan.system, plan.entity)

    tools.progress.stage(`ask ${plan.id}`)
    previews.push(await previewDelivery(loaded, { plan, flowId }, tools))
  }
  return previews
}

function writtenFlows({ flows }: LoadedPlan, only: string | undefined): readonly FlowPlan[] {
  const written = flows.filter(({ direction }) => direction !== 'read')
  const chosen = written.filter(({ id }) => only === undefined || id === only)

  if (only !== undefined && chosen.length === 0) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: '--flow',
      found: only,
      allowed: written.map(({ id }) => id).join(', ') || 'no flow, for the plan writes none',
    })
  }
  return chosen
}

export function flowDelivered(
  flow: string,
  { batch, counts, held }: Awaited<ReturnType<typeof deliverFlow>>,
): FlowDelivered {
  return { flow, batch, counts, held: held.map(({ code, message }) => `${code}  ${message}`) }
}

function summed(flows: readonly FlowDelivered[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}

  for (const flow of flows)
    for (const [state, count] of Object.entries(flow.counts)) counts[state] = (counts[state] ?? 0) + count
  return counts
}
