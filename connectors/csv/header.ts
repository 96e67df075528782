import { assertColumns, columnNames } from '../columns.ts'
import { keyColumns } from '../file-select.ts'
import { SourceError } from '../source-error.ts'
import type { CsvConfig, CsvSelect } from './config.ts'
import type { Dialect } from './split-record.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
const NAMES: Readonly<Record<string, string>> = { '\t': 'tab' }

/** The delimiter a line has most of outside quotes; a comma when it has none. */
export function detectDelimiter(line: string, quote: string | null): string {
  const unquoted = line.split(quote ?? '\0').filter((_, index) => index % 2 === 0)
  const count = (delimiter: string) => unquoted.reduce((sum, part) => sum + part.split(delimiter).length - 1, 0)

  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

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
