import type { RowRejection, SnapshotEnd, SnapshotReader, SourceRow } from '../../connectors/connector.ts'

/** Everything a small snapshot yields. */
export async function readAll(
  reader: SnapshotReader,
): Promise<{ rows: readonly SourceRow[]; rejections: readonly RowRejection[]; end: SnapshotEnd }> {
  const rows: SourceRow[] = []
  const rejections: RowRejection[] = []

  for await (const batch of reader.batches) {
    rows.push(...batch.rows)
    rejections.push(...batch.rejections)
  }
  return { rows, rejections, end: reader.end() }
}
