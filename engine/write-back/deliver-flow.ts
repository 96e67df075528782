import { SourceError, type Source } from '../../connectors/connector.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import { appendAudit, auditBatches } from '../store/operations/audit.ts'
import type { CorrectionState } from '../store/write-back/delivery-tables.ts'
import type { DeliveryCounts, FlowDelivery, FlowOutcome } from './flow-delivery.ts'
import { batchReach, gatherBatch, hasOpenDelivery } from '../store/write-back/deliveries.ts'
import { brakeIssue } from './delivery-brake.ts'
import { deliveryPace } from './delivery-pace.ts'
import { isWithinWindow } from './delivery-window.ts'
import { sendCorrections } from './send-corrections.ts'
import { settleInterrupted } from './settle-interrupted.ts'

/**
 * Sends a flow's corrections. Each page is marked `sending` before the system sees it and answered after, so a killed process
 * leaves either nothing or a page whose outcome is read back before anything is sent again. A system that cannot be reached
 * keeps its corrections waiting.
 */
export async function deliverFlow(loaded: LoadedPlan, delivery: FlowDelivery, tools: Tools): Promise<FlowOutcome> {
  const closed = delivery.onlyBatch === undefined ? windowIssue(loaded, delivery, tools.clock()) : undefined
  const { batch, issue } = await newBatch(delivery, closed !== undefined, tools)
  const held = issue === undefined ? [] : [issue]

  if (!(await hasOpenDelivery(tools.store, delivery.flowId, closed !== undefined))) {
    await auditFinished(delivery, tools)
    return { batch, counts: {}, held }
  }
  if (closed !== undefined) return { batch, counts: {}, held: [...held, closed] }
  const sent = await settleAndSend(loaded, delivery, tools)

  await auditFinished(delivery, tools)
  return { batch, counts: sent.counts, held: [...held, ...sent.held] }
}

/** Approving and gathering are one decision: both stand, or none. At a closed window only a person gathers, for later. */
async function newBatch(
  { plan, flowId, runId, at, by, expected, onlyBatch }: FlowDelivery,
  isClosed: boolean,
  { store }: Tools,
): Promise<{ readonly batch: string | null; readonly issue?: ReconcileError | undefined }> {
  if (onlyBatch !== undefined || (isClosed && by === undefined)) return { batch: onlyBatch ?? null }

  return store.transaction(async (session) => {
    const reach = await batchReach(session, { flowId, approvedBy: by })
    const issue = brakeIssue(plan, reach, expected)

    if (issue !== undefined) return { batch: null, issue }
    const batch = await gatherBatch(session, { flowId, runId, at, approvedBy: by })

    if (batch !== undefined && by !== undefined) {
      const detail = { batch, records: reach.changed, expected: expected ?? null }

      await appendAudit(session, [{ at, actor: by, action: 'corrections-approved', subject: plan.id, detail }])
    }
    return { batch: batch ?? null }
  })
}

function windowIssue(loaded: LoadedPlan, { plan }: FlowDelivery, now: Date): ReconcileError | undefined {
  const { timeZone: zone = loaded.plan.company.timeZone, delivery } = loaded.plan.systems[plan.system] ?? {}

  if (delivery?.window === undefined || isWithinWindow(delivery.window, zone, now)) return undefined
  return new ReconcileError('DELIVERY_OUTSIDE_WINDOW', {
    flow: plan.id,
    system: plan.system,
    window: delivery.window,
    zone,
  })
}

async function settleAndSend(
  loaded: LoadedPlan,
  delivery: FlowDelivery,
  tools: Tools,
): Promise<Pick<FlowOutcome, 'counts' | 'held'>> {
  const { plan } = delivery
  const system = loaded.systems.get(plan.system)

  if (system === undefined) return { counts: {}, held: [] }
  try {
    await using source: Source<unknown> = await system.connector.open(system.config, {
      baseDir: loaded.baseDir,
      signal: tools.signal,
    })
    const isOpen = () => (delivery.onlyBatch === undefined ? windowIssue(loaded, delivery, tools.clock()) : undefined)
    const pace = deliveryPace(loaded.plan.systems[plan.system]?.delivery, tools)
    const settled = await settleInterrupted(source, delivery, pace, tools)
    if (delivery.readsBackOnly === true) return { counts: settled, held: [] }

    const sent = await sendCorrections(
      source,
      { ...delivery, pace, isOpen, canRepeat: system.connector.guarantees.honoursIdempotencyKeys },
      tools,
    )

    return { counts: added(settled, sent.counts), held: sent.held === undefined ? [] : [sent.held] }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const cause = `${error.code}  ${error.message}`

    return {
      counts: {},
      held: [new ReconcileError('DELIVERY_SYSTEM_FAILED', { flow: plan.id, system: plan.system, cause })],
    }
  }
}

function added(left: DeliveryCounts, right: DeliveryCounts): DeliveryCounts {
  const states = [...new Set([...Object.keys(left), ...Object.keys(right)])] as CorrectionState[]

  return Object.fromEntries(states.map((state) => [state, (left[state] ?? 0) + (right[state] ?? 0)]))
}

/** A night tells of its own deliveries when it ends. */
async function auditFinished({ flowId }: FlowDelivery, { store, clock }: Tools): Promise<void> {
  await store.transaction((session) => auditBatches(session, flowId, clock().toISOString()))
}
