import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { Tools } from '../../operations/tools.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import { appendAudit } from '../../store/operations/audit.ts'
import { approveAgain } from '../../store/write-back/compensations.ts'
import {
  deliveredCorrections,
  deliverySheet,
  listDeliveries,
  type DeliveredCorrection,
  type DeliveredPlace,
  type DeliveryLine,
  type DeliverySheet,
} from '../../store/write-back/delivery-list.ts'
import type { DeliveryPreview } from '../../write-back/preview-delivery.ts'
import { previewRollback, rollBack, type RollbackPreview, type RollbackRequest } from '../../write-back/roll-back.ts'
import { deliverByPerson, flowDelivered, previewByPerson, type DeliverRequest } from './deliver-by-person.ts'
import type { DeliveryResult, RolledBack } from './delivery-result.ts'

/** What the `deliver` commands work with. */
export interface DeliveryDesk {
  apply(plan: LoadedPlan, request: DeliverRequest, tools: Tools): Promise<DeliveryResult>
  preview(plan: LoadedPlan, flow: string | undefined, tools: Tools): Promise<readonly DeliveryPreview[]>
  /** Batches, newest first. */
  list(before: string | undefined, limit: number, tools: Tools): Promise<readonly DeliveryLine[]>
  /** One batch and a page of its corrections. */
  show(
    batch: string,
    after: DeliveredPlace,
    limit: number,
    tools: Tools,
  ): Promise<{ readonly sheet: DeliverySheet; readonly corrections: readonly DeliveredCorrection[] }>
  previewRollback(plan: LoadedPlan, batch: string, tools: Tools): Promise<RollbackPreview>
  rollBack(plan: LoadedPlan, request: RollbackRequest, tools: Tools): Promise<RolledBack>
  /** Lets corrections go again that were refused or rolled back; the next delivery sends them. */
  approve(keys: readonly string[], word: { readonly by: string; readonly reason: string }, tools: Tools): Promise<void>
}

export const deliveryDesk: DeliveryDesk = {
  apply: deliverByPerson,
  preview: previewByPerson,
  list: (before, limit, { store }) => listDeliveries(store, before, limit),

  async show(batch, after, limit, { store }) {
    const sheet = await deliverySheet(store, batch)
    if (sheet === undefined) throw new ReconcileError('DELIVERY_UNKNOWN', { id: batch })

    return { sheet, corrections: await deliveredCorrections(store, batch, after, limit) }
  },

  previewRollback,

  async rollBack(loaded, request, tools) {
    const { sheet } = await previewRollback(loaded, request.batch, tools)

    const { left, ...outcome } = await rollBack(loaded, request, tools)

    return { ...flowDelivered(sheet.flow, outcome), left }
  },

  approve: (keys, { by, reason }, { store, clock }) =>
    store.transaction(async (session) => {
      const [unfit] = await approveAgain(session, keys, by)
      if (unfit !== undefined) throw new ReconcileError('CORRECTION_UNFIT', unfit)

      await appendAudit(
        session,
        keys.map((key) => ({
          at: clock().toISOString(),
          actor: by,
          action: 'corrections-approved' as const,
          subject: key,
          detail: { reason },
        })),
      )
    }),
}
