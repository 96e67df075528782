import type { EncoderPlan } from './column-encoder.ts'
import { encodeInline, type BatchSize } from './column-encoders.ts'
import type { TableLayout } from './table-layout.ts'
import { tableScanner } from './table-scanner.ts'

/** How a file begins. */
export interface TableSample {
  readonly file: number
  readonly bytes: Uint8Array
}

/** One plan for all columns of a few rows, without a look at them. */
export function planInline(layout: TableLayout, textBytes: number): EncoderPlan {
  const columns = layout.names.map((_, column) => column)

  return { columns, columnOfCell: columnOfCell(layout), expectedRows: Math.ceil(textBytes / ROW_BYTES_GUESS) }
}

const ROW_BYTES_GUESS = 64

/** One plan for every thread, so that all finish at about the same time. */
export async function planEncoders(
  layout: TableLayout,
  size: BatchSize,
  sample: TableSample,
  textBytes: number,
  threadCount: number,
): Promise<readonly EncoderPlan[]> {
  const columns = layout.names.map((_, column) => column)
  const { rowBytes, costs } = await measure(layout, size, sample, columns)
  const count = Math.max(1, Math.min(threadCount, columns.length))
  const parts = Array.from({ length: count }, () => ({ cost: 0, columns: [] as number[] }))
  const byCost = columns.toSorted((left, right) => (costs[right] as number) - (costs[left] as number) || left - right)

  for (const column of byCost) {
    const part = parts.reduce((least, one) => (one.cost < least.cost ? one : least))

    part.columns.push(column)
    part.cost += costs[column] as number
  }
  const common = { columnOfCell: columnOfCell(layout), expectedRows: Math.ceil((1.05 * textBytes) / rowBytes) + 16 }

  return parts.map((part) => ({ columns: part.columns, ...common }))
}

const columnOfCell = ({ files }: TableLayout) => files.map((file) => file.columnOfCell)

/** Nanoseconds a cell, as measured, and how many more where it is new: it is looked up in vain, copied and decoded. */
const CELL_COST = 50
const DISTINCT_COST = 150

async function measure(layout: TableLayout, size: BatchSize, { file, bytes }: TableSample, columns: readonly number[]) {
  const encoders = encodeInline({ columns, columnOfCell: columnOfCell(layout), expectedRows: 1 }, size)
  const scanner = tableScanner(layout.files, 1, encoders)

  await scanner.take(file, bytes, false)
  const { order } = scanner.readRecords()
  const finished = await encoders.finishColumns(order)
  const rows = Math.max(1, order.length)

  return {
    rowBytes: Math.max(1, bytes.length) / rows,
    costs: columns.map((column) => CELL_COST + (DISTINCT_COST * (finished.get(column)?.texts.size ?? 0)) / rows),
  }
}
