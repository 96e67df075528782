import { tableEncoder, type EncoderPlan, type FileLayout } from './table-encoder.ts'
import type { TableLayout } from './table-layout.ts'

/** How a file begins. */
export interface TableSample {
  readonly file: number
  readonly bytes: Uint8Array
}

/** One plan for every thread, so that all finish at about the same time; they differ in nothing else. */
export function planEncoders(
  layout: TableLayout,
  sample: TableSample,
  textBytes: number,
  count: number,
): readonly EncoderPlan[] {
  const columns = layout.names.map((_, column) => column)
  const { rowBytes, costs } = measure(layout, sample, columns)
  const expectedRows = Math.ceil((1.05 * textBytes) / rowBytes) + 16
  const parts = Array.from({ length: Math.max(1, Math.min(count, columns.length)) }, () => ({
    cost: 0,
    columns: [] as number[],
  }))

  // The first thread keeps the ids and sorts them.
  if (parts[0] !== undefined) parts[0].cost = ID_COST
  for (const column of columns.toSorted(
    (left, right) => (costs[right] as number) - (costs[left] as number) || left - right,
  )) {
    const part = parts.reduce((least, one) => (one.cost < least.cost ? one : least))

    part.columns.push(column)
    part.cost += costs[column] as number
  }

  return parts.map((part, index) => ({
    files: layout.files,
    columns: part.columns,
    keepsIds: index === 0,
    expectedRows,
  }))
}

/** Nanoseconds a row, as measured: a cell costs more where most values are new, for they are looked up in vain, copied and decoded. */
const CELL_COST = 25
const DISTINCT_COST = 100
const ID_COST = 100

function measure(layout: TableLayout, { file, bytes }: TableSample, columns: readonly number[]) {
  const encoder = tableEncoder({
    files: [layout.files[file] as FileLayout],
    columns,
    keepsIds: true,
    expectedRows: 1024,
  })

  encoder.take(0, bytes, false)
  const { order } = encoder.readRecords()
  const rows = Math.max(1, order.length)

  return {
    rowBytes: Math.max(1, bytes.length) / rows,
    costs: columns.map((column) => CELL_COST + (DISTINCT_COST * encoder.finishColumn(column, order).texts.size) / rows),
  }
}
