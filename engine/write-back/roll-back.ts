import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import { appendAudit } from '../store/operations/audit.ts'
import {
  compensateBatch,
  openRollback,
  refusedTakings,
  standingCounts,
  type RefusedTakings,
} from '../store/write-back/compensations.ts'
import { deliverySheet, type DeliverySheet } from '../store/write-back/delivery-list.ts'
import { lastFinishedRun } from '../store/operations/runs.ts'
import { deliverFlow } from './deliver-flow.ts'
import type { FlowOutcome } from './flow-delivery.ts'

const namedMax = 20

/** A person's word that a batch is to be taken back. */
export interface RollbackRequest {
  readonly batch: string
  readonly by: string
  readonly reason: string
}

/** What a rollback would be about. */
export interface RollbackPreview {
  readonly sheet: DeliverySheet
  /** Corrections of the batch that stand in the system and can be taken back. */
  readonly standing: number
  /** Those of them that created a record, which would be removed. */
  readonly created: number
  /** What an earlier rollback of it could not take back, and this one would leave. */
  readonly left: RefusedTakings
}

/** What can be taken back: how many corrections of the batch stand in the system. */
export async function previewRollback(loaded: LoadedPlan, batch: string, { store }: Tools): Promise<RollbackPreview> {
  const { sheet } = await rollbackTarget(loaded, batch, store)

  return { sheet, ...(await standingCounts(store, batch)), left: await refusedTakings(store, batch, namedMax) }
}

/**
 * Takes a batch back: a batch of its own puts the before-images in place, wherever the value we wrote still stands; what was
 * changed since is refused and told. One that was interrupted is finished, not begun again; what an earlier one was refused stays
 * refused until a person approves it.
 */
export async function rollBack(
  loaded: LoadedPlan,
  { batch, by, reason }: RollbackRequest,
  tools: Tools,
): Promise<FlowOutcome & { readonly left: RefusedTakings }> {
  const { store, clock } = tools
  const { sheet, plan } = await rollbackTarget(loaded, batch, store)
  const runId = (await lastFinishedRun(store))?.id ?? 0
  const flow = { plan, flowId: sheet.flowId, runId, at: clock().toISOString() }
  // What is still on its way must have an outcome first, or it would arrive after it was taken back.
  const { held } = await deliverFlow(loaded, { ...flow, onlyBatch: batch, readsBackOnly: true }, tools)

  const left = await refusedTakings(store, batch, namedMax)
  const rollback = await store.transaction(async (session) => {
    const open = await openRollback(session, batch)
    if (open !== undefined) return open

    const made = await compensateBatch(session, { batchId: batch, runId, at: flow.at, by, reason })
    if (made === undefined) return undefined

    const detail = { batch, rollback: made.batch, corrections: made.count, reason }
    await appendAudit(session, [{ at: flow.at, actor: by, action: 'delivery-rolled-back', subject: plan.id, detail }])
    return made.batch
  })

  if (rollback === undefined) return { batch: null, counts: {}, held, left }
  return { ...(await deliverFlow(loaded, { ...flow, onlyBatch: rollback }, tools)), left }
}

async function rollbackTarget(
  loaded: LoadedPlan,
  batch: string,
  store: Tools['store'],
): Promise<{ readonly sheet: DeliverySheet; readonly plan: FlowPlan }> {
  const sheet = await deliverySheet(store, batch)
  if (sheet === undefined) throw new ReconcileError('DELIVERY_UNKNOWN', { id: batch })

  const plan = loaded.flows.find(({ id, direction }) => id === sheet.flow && direction !== 'read')
  if (plan === undefined) throw new ReconcileError('DELIVERY_FLOW_UNFIT', { id: batch, flow: sheet.flow })

  return { sheet, plan }
}
