import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { TableDialect } from './record-scanner.ts'
import type { TableFile } from './table-files.ts'
import type { TableHeader } from './table-header.ts'

export interface TableOptions {
  /** The column that holds the ids of the records. Without it one called `id` does, in a file where its values differ; else rows are numbered. */
  readonly id?: string | undefined
  /** Columns to leave out. */
  readonly ignored: readonly string[]
}

/** How one file becomes columns. */
export interface FileLayout extends TableDialect {
  readonly path: string
  readonly name: string
  /** The column each cell belongs to, -1 for none. */
  readonly columnOfCell: readonly number[]
}

/** Which cell of which file belongs to which column. */
export interface TableLayout {
  readonly names: readonly string[]
  readonly files: readonly FileLayout[]
  /** Of each file. */
  readonly idColumns: readonly (string | null)[]
}

/** Files whose `id` column was found to name no records are `numbered`. */
export function layTables(
  files: readonly TableFile[],
  headers: readonly TableHeader[],
  { id, ignored }: TableOptions,
  numbered: ReadonlySet<number>,
): TableLayout {
  const idCells = headers.map(({ names }, file) =>
    id !== undefined ? namedCell(files[file] as TableFile, names, id) : numbered.has(file) ? -1 : usualIdCell(names),
  )
  const isKept = (name: string, cell: number, file: number) => cell !== idCells[file] && !ignored.includes(name)
  const names = [
    ...new Set(headers.flatMap((header, file) => header.names.filter((name, cell) => isKept(name, cell, file)))),
  ]
  const columnOf = new Map(names.map((name, column) => [name, column]))

  assertIgnoredExist(headers, ignored)

  return {
    names,
    idColumns: headers.map((header, file) => header.names[idCells[file] as number] ?? null),
    files: headers.map((header, file) => {
      const { path, name: fileName } = files[file] as TableFile

      assertDistinct(path, header.names, (name, cell) => isKept(name, cell, file))

      return {
        path,
        name: fileName,
        delimiter: header.delimiter,
        newline: header.newline,
        width: header.names.length,
        idCell: idCells[file] as number,
        columnOfCell: header.names.map((name, cell) =>
          isKept(name, cell, file) ? (columnOf.get(name) as number) : -1,
        ),
      }
    }),
  }
}

function namedCell({ path }: TableFile, names: readonly string[], id: string): number {
  const cell = names.indexOf(id)

  if (cell === -1) {
    throw new ReconcileError('TABLE_COLUMN_MISSING', { path, option: '--id', columns: columnList(names) })
  }

  return cell
}

function usualIdCell(names: readonly string[]): number {
  return names.findIndex((name) => name.toLowerCase() === 'id')
}

function assertIgnoredExist(headers: readonly TableHeader[], ignored: readonly string[]): void {
  const known = new Set(headers.flatMap(({ names }) => names))
  const missing = ignored.find((name) => !known.has(name))

  if (missing === undefined) return
  throw new ReconcileError('ARGUMENT_INVALID', { at: '--ignore', found: missing, allowed: columnList([...known]) })
}

function assertDistinct(path: string, names: readonly string[], isKept: (name: string, cell: number) => boolean): void {
  const second = names.findIndex((name, cell) => isKept(name, cell) && names.indexOf(name) !== cell)

  if (second === -1) return
  const first = names.indexOf(names[second] as string)

  throw new ReconcileError('TABLE_COLUMN_REPEATED', { path, first: first + 1, second: second + 1 })
}

const NAMES_SHOWN_MAX = 20

/** Of a file without a header the first row would be shown: what does not look like a name is not. */
function columnList(names: readonly string[]): string {
  const shown = names
    .slice(0, NAMES_SHOWN_MAX)
    .map((name) => (/^[\p{L}_][\p{L}\p{M}\p{N}_ .\-/()%#:]{0,39}$/u.test(name) ? name : '…'))

  return shown.join(', ') + (names.length > NAMES_SHOWN_MAX ? ', …' : '')
}
