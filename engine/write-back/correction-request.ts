import type { CorrectionRequest } from '../../connectors/connector.ts'
import type { OutboxCorrection } from '../store/write-back/deliveries.ts'

/** A correction as a connector understands it: columns and raw values, nothing of ours. */
export function correctionRequest({
  idempotencyKey,
  sourceKey,
  changes,
}: Pick<OutboxCorrection, 'idempotencyKey' | 'sourceKey' | 'changes'>): CorrectionRequest {
  return { idempotencyKey, sourceKey, changes: changes.map(({ column, before, after }) => ({ column, before, after })) }
}
