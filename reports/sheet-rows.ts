import { readableCount } from './readable-number.ts'
import type { RowBatches } from './report.ts'
import type { Sheet, SheetColumn } from './sheet.ts'

/** More rows than this are in the CSV files only: a workbook is built in memory, and read by people. */
const ROWS_MAX = 20_000

/** The rows a sheet has room for, and how many it has not. */
export interface Limited<Row> {
  readonly rows: readonly Row[]
  readonly leftOut: number
}

export async function limited<Row>(batches: RowBatches<Row>): Promise<Limited<Row>> {
  const rows: Row[] = []
  let count = 0

  for await (const batch of batches) {
    count += batch.length
    rows.push(...batch.slice(0, ROWS_MAX - rows.length))
  }
  return { rows, leftOut: count - rows.length }
}

export function column(title: string, width: number): SheetColumn {
  return { title, width }
}

/** A limit that was hit is said where the rows end. */
export function leftOutRow(count: number, where: string): Sheet['rows'] {
  return count === 0 ? [] : [{ isTotal: true, cells: [`${readableCount(count)} more rows stand in ${where}`] }]
}
