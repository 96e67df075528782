/** One column: its name in the header, what it says (docs/reports.md is made of it), and how a row answers it. */
export interface ReportColumn<Row> {
  readonly name: string
  readonly meaning: string
  of(row: Row): string | null
}

/** A report is a description; `writeCsv` knows how to write any of them. */
export interface Report<Row> {
  readonly name: string
  readonly fileName: string
  /** One sentence: what a row is, and what a reader does with it. */
  readonly meaning: string
  readonly columns: readonly ReportColumn<Row>[]
}

/** Rows as the store hands them out: in batches, already in the report's stable order. */
export type RowBatches<Row> = AsyncIterable<readonly Row[]>
