import type { ColumnChange, CorrectionRequest } from '../../connectors/connector.ts'
import type { OutboxCorrection } from '../store/write-back/deliveries.ts'

/** What is written, a column once: a whole name in one column stands for several fields. */
export function columnChanges(changes: readonly ColumnChange[]): readonly ColumnChange[] {
  const byColumn = new Map(changes.map(({ column, before, after }) => [column, { column, before, after }]))

  return [...byColumn.values()]
}

/** A correction as a connector understands it: columns and raw values, and the golden id where the system keeps it. */
export function correctionRequest({
  idempotencyKey,
  kind,
  sourceKey,
  goldenId,
  externalColumn,
  changes,
}: Omit<OutboxCorrection, 'batchId' | 'pageId' | 'isWanted'>): CorrectionRequest {
  const request = {
    ...{ idempotencyKey, sourceKey },
    changes: columnChanges(changes),
  }
  if (externalColumn === null) return request
  const id = { column: externalColumn, id: goldenId }

  return kind === 'create' ? { ...request, creates: id } : { ...request, removes: id }
}
