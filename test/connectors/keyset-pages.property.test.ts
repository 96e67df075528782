import fc from 'fast-check'
import sqliteBuild from 'node-sqlite3-wasm'
import { expect, test } from 'vitest'
import { keysetPages } from '../../connectors/keyset-pages.ts'
import type { SqlRow } from '../../connectors/sql-dialect.ts'
import { resolveSelection } from '../../connectors/sql-select.ts'
import { sqliteDialect } from '../../connectors/sqlite/dialect.ts'

type TableRow = readonly [string | null, number | null, string]

const columns = ['word', 'number', 'note'].map((name) => ({ name, type: name === 'number' ? 'INTEGER' : 'TEXT' }))
const table = { quotedName: '"t"', columns, rowCountEstimate: null }

/** Reads a table whose text key is held equal whatever its case, as many databases do. */
async function pagesOf(
  rows: readonly TableRow[],
  key: string[],
  pageSize: number,
): Promise<readonly (readonly SqlRow[])[]> {
  const database = new sqliteBuild.Database()
  try {
    database.exec('CREATE TABLE t (word TEXT COLLATE NOCASE, number INTEGER, note TEXT)')
    for (const row of rows) database.run('INSERT INTO t VALUES (?, ?, ?)', [...row])
    const select = resolveSelection({ table: 't', key }, table)
    const ask = async ({ sql, parameters }: { sql: string; parameters: readonly SqlRow[number][] }) =>
      database.all(sql, [...parameters]).map((row) => Object.values(row) as SqlRow[number][])

    const pages: (readonly SqlRow[])[] = []
    for await (const page of keysetPages(select, sqliteDialect, ask, pageSize)) pages.push(page)
    return pages
  } finally {
    database.close()
  }
}

const word = fc.option(fc.constantFrom('a', 'A', 'ä', 'Z', 'z', '_', '', '0012'), { nil: null })
const number = fc.option(fc.integer({ min: -2, max: 2 }), { nil: null })
const rows = fc.array(fc.tuple(word, number, fc.constantFrom('x', 'y')), { maxLength: 40 })
const key = fc.constantFrom<string[]>(['word'], ['number'], ['word', 'number'], ['number', 'word', 'note'])

const asText = (row: TableRow) => row.map((value) => (value === null ? null : String(value)))
const sorted = (table: readonly (readonly unknown[])[]) => table.map((row) => JSON.stringify(row)).sort()

test('pages hold every row of the table once, whatever the key, its collation and the page size', async () => {
  await fc.assert(
    fc.asyncProperty(rows, key, fc.integer({ min: 1, max: 7 }), async (table, key, pageSize) => {
      const read = (await pagesOf(table, key, pageSize)).flat().map((row) => row.slice(0, columns.length))
      expect(sorted(read)).toEqual(sorted(table.map(asText)))
    }),
    { numRuns: 200 },
  )
})

test('no page is empty or longer than its size', async () => {
  await fc.assert(
    fc.asyncProperty(rows, key, fc.integer({ min: 1, max: 7 }), async (table, key, pageSize) => {
      for (const page of await pagesOf(table, key, pageSize)) {
        expect(page.length).toBeGreaterThan(0)
        expect(page.length).toBeLessThanOrEqual(pageSize)
      }
    }),
    { numRuns: 100 },
  )
})
