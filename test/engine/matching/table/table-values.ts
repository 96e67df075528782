import { encodedRows } from '../../../../engine/matching/table/match-table.ts'
import { readTables, type TableTools } from '../../../../engine/matching/table/read-tables.ts'
import type { TableOptions } from '../../../../engine/matching/table/table-layout.ts'

/** The values of all records, '' for missing. */
export async function tableValues(
  paths: readonly string[],
  options: TableOptions,
  tools: TableTools,
): Promise<string[][]> {
  const { count, fields } = encodedRows(await readTables(paths, options, tools))
  const columns = [...fields.values()]

  return Array.from({ length: count }, (_, record) =>
    columns.map(({ codes, text }) => (codes[record] === 0 ? '' : text(codes[record] as number))),
  )
}
