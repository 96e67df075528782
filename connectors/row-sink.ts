import type { RowRejectionReason } from './row-rejection-reasons.ts'
import { DAMAGE } from './file-text.ts'
import type { RowRejection, SnapshotBatch, SourceRow } from './connector.ts'

const BATCH_ROWS_MAX = 1_000
const RAW_CHARS_MAX = 200

/** Where a format reader puts what it read; the snapshot takes it away in batches. */
export interface RowSink {
  row(row: SourceRow): void
  reject(position: string, reason: RowRejectionReason, raw: string, sourceKey?: string): void
  /** Full batches, and with `isLast` the rest too. */
  takeBatches(isLast: boolean): readonly SnapshotBatch[]
  /** Rows and rejections so far: what a trailer's record count is compared with. */
  recordCount(): number
  rowCount(): number
}

/** Rejected text for a steward's eyes: short, and with a visible sign where bytes were unreadable. */
const excerpt = (raw: string) => raw.slice(0, RAW_CHARS_MAX).replaceAll(DAMAGE, '\ufffd').replaceAll('\0', '\u2400')

/**
 * A slice of 13 characters or more keeps the 256 KiB it was cut from alive in V8. Keys outlive their batch, so they are
 * copied; other values do not.
 */
const detached = (key: string) => (key.length < 13 ? key : Buffer.from(key, 'utf16le').toString('utf16le'))

/** An empty sink. */
export function rowSink(): RowSink {
  let rows: SourceRow[] = []
  let rejections: RowRejection[] = []
  let taken = { rows: 0, rejections: 0 }

  return {
    row: (row) => void rows.push({ ...row, sourceKey: detached(row.sourceKey) }),
    reject: (position, reason, raw, sourceKey = '') =>
      void rejections.push({ position, reason, raw: excerpt(raw), sourceKey: sourceKey === '' ? null : sourceKey }),
    recordCount: () => taken.rows + taken.rejections + rows.length + rejections.length,
    rowCount: () => taken.rows + rows.length,
    takeBatches(isLast) {
      const batches: SnapshotBatch[] = []
      let [rowAt, rejectionAt] = [0, 0]
      const left = () => Math.max(rows.length - rowAt, rejections.length - rejectionAt)

      while (left() >= BATCH_ROWS_MAX || (isLast && left() > 0)) {
        batches.push({
          rows: rows.slice(rowAt, (rowAt += BATCH_ROWS_MAX)),
          rejections: rejections.slice(rejectionAt, (rejectionAt += BATCH_ROWS_MAX)),
        })
        rowAt = Math.min(rowAt, rows.length)
        rejectionAt = Math.min(rejectionAt, rejections.length)
      }
      taken = { rows: taken.rows + rowAt, rejections: taken.rejections + rejectionAt }
      rows = rows.slice(rowAt)
      rejections = rejections.slice(rejectionAt)
      return batches
    },
  }
}
