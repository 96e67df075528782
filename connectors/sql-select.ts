import { z } from 'zod'
import { SourceError } from './connector.ts'
import type { SqlColumn, SqlTable } from './sql-dialect.ts'

const column = z.string().min(1)

/** What a flow reads from a database: the same words for every SQL connector. */
export const sqlSelect = z.strictObject({
  table: z.string().min(1).meta({ description: 'table or view; "schema.table" where it is not on the search path' }),
  key: z
    .union([column, z.array(column).min(1)])
    .meta({ description: 'column that identifies a row, or several; an index on them makes reading fast' }),
  changedAt: column.optional().meta({ description: 'column with the time of the last change' }),
  columns: z.array(column).min(1).optional().meta({ description: 'columns to read; all when absent' }),
})

export type SqlSelect = z.infer<typeof sqlSelect>

/** A select whose every column was found in the table. */
export interface SqlSelection {
  readonly table: SqlTable
  readonly key: readonly SqlColumn[]
  readonly changedAt: SqlColumn | null
  readonly fields: readonly SqlColumn[]
}

/** Finds the columns of a select in its table; a coded error names the first that is not there. */
export function resolveSelection(select: SqlSelect, table: SqlTable): SqlSelection {
  const find = (name: string) => findColumn(select.table, table, name)

  return {
    table,
    key: [select.key].flat().map(find),
    changedAt: select.changedAt === undefined ? null : find(select.changedAt),
    fields: select.columns?.map(find) ?? table.columns,
  }
}

export function findColumn(path: string, table: SqlTable, name: string): SqlColumn {
  const found = table.columns.find((candidate) => candidate.name === name)
  if (found !== undefined) return found

  throw new SourceError('SOURCE_COLUMN_MISSING', {
    path,
    column: `"${name}"`,
    columns: table.columns.map((candidate) => candidate.name).join(', '),
  })
}
