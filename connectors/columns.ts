import { SourceError } from './source-error.ts'

const NAMES_SHOWN_MAX = 20

/** A header that is missing makes the first row look like one; what cannot be a column name is not printed. */
const shown = (name: string) => (/^[\p{L}_][\p{L}\p{M}\p{N}_ .\-/()%#:]{0,39}$/u.test(name) ? name : '…')

/** Column names of a file as an error may show them. */
export const columnList = (columns: readonly string[]): string =>
  columns.slice(0, NAMES_SHOWN_MAX).map(shown).join(', ') + (columns.length > NAMES_SHOWN_MAX ? ', …' : '')

/** Throws SOURCE_COLUMN_MISSING for the first wanted column a file does not have. */
export function assertColumns(path: string, columns: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.find((column) => !columns.includes(column))
  if (missing !== undefined)
    throw new SourceError('SOURCE_COLUMN_MISSING', { path, column: missing, columns: columnList(columns) })
}

/** Header cells as column names: trimmed, a nameless one called by its place; one name twice is refused. */
export function columnNames(path: string, format: string, cells: readonly string[]): readonly string[] {
  const columns = cells.map((cell, index) => cell.trim() || `column_${index + 1}`)
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice === undefined) return columns

  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format,
    found: `the column ${shown(twice)} twice in the header`,
    allowed: 'different column names; name them in select.header if the export cannot',
  })
}
