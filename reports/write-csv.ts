import { stringify } from 'csv-stringify/sync'
import { guardFormula } from './formula-guard.ts'
import type { Report, RowBatches } from './report.ts'
import { writeAtomically } from './write-atomically.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * RFC 4180 but for the line end, which is LF: nights are compared with `diff`, and every spreadsheet reads both.
 * A lone CR or spaces at the rim of a cell are quoted too, because some readers end a line or trim there.
 */
const DIALECT = { delimiter: ',', record_delimiter: '\n', quoted_match: /\r|^\s|\s$/ } as const

export interface CsvOptions {
  /** Excel takes a file without it for the machine's own code page. */
  readonly byteOrderMark: boolean
}

/** Writes a report batch by batch, in the memory of one batch, all or nothing; answers how many rows it has. */
export async function writeCsv<Row>(
  report: Report<Row>,
  batches: RowBatches<Row>,
  file: string,
  { byteOrderMark }: CsvOptions,
): Promise<number> {
  let rowCount = 0

  async function* chunks(): AsyncGenerator<string> {
    yield (byteOrderMark ? BYTE_ORDER_MARK : '') + stringify([report.columns.map((column) => column.name)], DIALECT)

    for await (const rows of batches) {
      rowCount += rows.length
      yield csvOf(report, rows)
    }
  }

  await writeAtomically(file, chunks())
  return rowCount
}

function csvOf<Row>({ columns }: Report<Row>, rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => guardFormula(column.of(row) ?? ''))),
    DIALECT,
  )
}
