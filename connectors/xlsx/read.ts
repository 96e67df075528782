import { basename } from 'node:path'
import { assertColumns, columnNames } from '../columns.ts'
import { wholeFile } from '../file-end.ts'
import { keyColumns } from '../file-select.ts'
import type { ReadFile } from '../file-snapshot.ts'
import { rowKey } from '../row-key.ts'
import type { RowRejectionReason } from '../row-rejection-reasons.ts'
import type { RowSink } from '../row-sink.ts'
import { SourceError } from '../source-error.ts'
import type { XlsxSelect } from './config.ts'
import { sheetRows, type SheetRow } from './workbook.ts'

const ROWS_PER_STEP = 500

/** Reads one sheet. Empty rows are skipped; a short row means empty cells, because sheets do not store those. */
export function readSheet(select: XlsxSelect): ReadFile {
  return async function* ({ path }, sink, { signal }) {
    let columns: readonly string[] | null = null
    let rowCount = 0

    for await (const row of sheetRows(path, select.sheet, signal)) {
      if (row.number < select.headerRow || row.cells.every((cell) => cell === null)) continue

      if (columns === null) {
        columns = headerColumns(path, row, select)
        yield columns
        continue
      }
      addRow(row, columns, select, basename(path), sink)
      if (++rowCount % ROWS_PER_STEP === 0) yield columns
    }

    if (columns === null) throw new SourceError('SOURCE_FILE_EMPTY', { path })
    return wholeFile(columns)
  }
}

function headerColumns(path: string, { cells }: SheetRow, select: XlsxSelect): readonly string[] {
  const width = cells.findLastIndex((cell) => cell !== null) + 1
  const columns = columnNames(
    path,
    'xlsx',
    cells.slice(0, width).map((cell) => cell ?? ''),
  )
  assertColumns(path, columns, [...keyColumns(select), ...(select.changedAt === undefined ? [] : [select.changedAt])])
  return columns
}

function addRow(
  { number, cells }: SheetRow,
  columns: readonly string[],
  select: XlsxSelect,
  name: string,
  sink: RowSink,
): void {
  const reason = rowReason(cells, columns.length)
  if (reason !== null) return sink.reject(`${name}:${number}`, reason, cells.map((cell) => cell ?? '').join('\t'))

  const fields = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]))
  sink.row({
    sourceKey: rowKey(keyColumns(select).map((key) => fields[key])),
    changedAt: select.changedAt === undefined ? null : (fields[select.changedAt] ?? null),
    fields,
  })
}

function rowReason(cells: readonly (string | null)[], width: number): RowRejectionReason | null {
  if (cells.slice(width).some((cell) => cell !== null)) return 'too-many-fields'
  return cells.some((cell) => cell?.includes('\0')) ? 'nul-character' : null
}
