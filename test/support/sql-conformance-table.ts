import type { ConformanceTable } from '../connectors/conformance.contract.ts'
import type { SqlSelect } from '../../connectors/sql-select.ts'

type Execute = (sql: string, parameters: readonly (string | null)[]) => unknown

const ROWS_PER_INSERT = 500

/** Creates the table of a conformance test as text columns and fills it by parameterized inserts. */
export async function fillConformanceTable(
  { columns, rows }: ConformanceTable,
  execute: Execute,
  options: {
    columnType: (column: string) => string
    quote: (name: string) => string
    placeholder: (n: number) => string
  },
): Promise<void> {
  const { columnType, quote, placeholder } = options
  await execute(`CREATE TABLE people (${columns.map((name) => `${quote(name)} ${columnType(name)}`).join(', ')})`, [])

  let values: (string | null)[] = []
  const insert = async () => {
    if (values.length === 0) return
    const tuples = Array.from({ length: values.length / columns.length }, (_, row) => {
      const places = columns.map((_name, column) => placeholder(row * columns.length + column + 1))
      return `(${places.join(', ')})`
    })
    await execute(`INSERT INTO people VALUES ${tuples.join(', ')}`, values)
    values = []
  }

  for (const row of rows) {
    values.push(...columns.map((column) => row[column] ?? null))
    if (values.length >= ROWS_PER_INSERT * columns.length) await insert()
  }
  await insert()
}

/** The select of a conformance test's table. */
export function selectOf({ key, changedAt }: ConformanceTable): SqlSelect {
  return { table: 'people', key: [...key], ...(changedAt !== null && { changedAt }) }
}
