import type { RowRejection, SnapshotReader, SourceRow } from '../../connectors/connector.ts'
import type { ColumnObserver } from '../../rules/normalize/meaning/column-evidence.ts'
import type { ErasedKeys } from '../store/staging/erased-records.ts'
import type { CopyRow } from '../store/copy-format.ts'
import { contentHash } from './content-hash.ts'
import type { ChangedAtReader } from './changed-at-reader.ts'

/** More unreadable rows than this and the snapshot counts as incomplete: nobody reads such a list. */
export const rejectionCountMax = 100_000

/** What a flow's rows said on their way into the store. */
export interface IncomingReading {
  readonly rejections: RowRejection[]
  readonly columns: ColumnObserver
  readonly changedAt: ChangedAtReader
  /** Rows in which each mapped column says something. */
  readonly filled: Map<string, number>
  /** Keys of people who were erased: their rows are refused unread. */
  readonly erased: ErasedKeys | undefined
  erasedCount: number
  keptCount: number
}

export function emptyReading(
  columns: ColumnObserver,
  mappedColumns: readonly string[],
  changedAt: ChangedAtReader,
  erased?: ErasedKeys,
): IncomingReading {
  return {
    rejections: [],
    columns,
    changedAt,
    filled: new Map(mappedColumns.map((name) => [name, 0])),
    erased,
    erasedCount: 0,
    keptCount: 0,
  }
}

/** Turns what a connector yields into COPY rows, noting rejections and what the columns show on the way. */
export async function* incomingRows(
  snapshotId: number,
  reader: SnapshotReader,
  reading: IncomingReading,
  onBatch: (rowCount: number) => void,
): AsyncGenerator<readonly CopyRow[]> {
  for await (const batch of reader.batches) {
    batch.rejections.forEach((rejection) => note(reading, rejection))
    const rows = batch.rows.flatMap((row) => {
      if (reading.erased?.(row.sourceKey) === true) {
        reading.erasedCount += 1
        note(reading, { position: 'snapshot', sourceKey: row.sourceKey, reason: 'erased', raw: '' })
        return []
      }
      if (row.sourceKey !== '') return [copyRow(snapshotId, row, reading)]
      note(reading, {
        position: 'snapshot',
        sourceKey: null,
        reason: 'key-missing',
        raw: JSON.stringify(row.fields).slice(0, 200),
      })
      return []
    })

    reading.keptCount += rows.length
    onBatch(rows.length)
    yield rows
  }
}

function note(reading: IncomingReading, rejection: RowRejection): void {
  if (reading.rejections.length <= rejectionCountMax) reading.rejections.push(rejection)
}

function copyRow(snapshotId: number, row: SourceRow, reading: IncomingReading): CopyRow {
  reading.columns.observe(row.fields)
  const payload = JSON.stringify(row.fields)

  for (const [column, count] of reading.filled) {
    if ((row.fields[column]?.trim() ?? '') !== '') reading.filled.set(column, count + 1)
  }
  return [snapshotId, row.sourceKey, contentHash(payload), row.changedAt, payload, reading.changedAt(row)]
}
