import { assertColumns, columnNames } from '../columns.ts'
import { keyColumns } from '../file-select.ts'
import { SourceError } from '../source-error.ts'
import type { CsvConfig, CsvSelect } from './config.ts'
import { detectDelimiter } from './delimiter.ts'
import type { Dialect } from './split-record.ts'

const NAMES: Readonly<Record<string, string>> = { '\t': 'tab' }

/** Where the key and the time of change stand in a record. */
export interface Layout {
  readonly columns: readonly string[]
  readonly keyAt: readonly number[]
  readonly changedAtAt: number | null
}

/** What the first line says about the file; throws when the plan asks for a column it does not have. */
export function layoutOf(
  path: string,
  cells: readonly string[],
  dialect: Dialect,
  config: CsvConfig,
  select: CsvSelect,
): Layout {
  const columns = columnNames(path, 'csv', select.header ?? cells)
  const wanted = [...keyColumns(select), ...(select.changedAt === undefined ? [] : [select.changedAt])]

  if (cells.length === 1) assertDelimiter(path, cells[0] ?? '', columns, wanted, dialect, config)
  assertColumns(path, columns, wanted)
  return {
    columns,
    keyAt: keyColumns(select).map((column) => columns.indexOf(column)),
    changedAtAt: select.changedAt === undefined ? null : columns.indexOf(select.changedAt),
  }
}

/** One single column that lacks the key is nearly always a wrong delimiter, not a changed export. */
function assertDelimiter(
  path: string,
  cell: string,
  columns: readonly string[],
  wanted: readonly string[],
  { delimiter, quote }: Dialect,
  config: CsvConfig,
): void {
  const better = detectDelimiter(cell, quote)
  if (wanted.every((column) => columns.includes(column)) || !cell.includes(better)) return

  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'csv',
    found: `one single column with the delimiter "${NAMES[delimiter] ?? delimiter}"`,
    allowed:
      config.delimiter === undefined
        ? 'the delimiters , ; tab |'
        : `config.delimiter "${NAMES[better] ?? better}", or none to detect it`,
  })
}
