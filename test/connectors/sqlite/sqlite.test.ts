import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqliteBuild from 'node-sqlite3-wasm'
import { expect, test } from 'vitest'
import { sqlite } from '../../../connectors/sqlite/sqlite.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { expectStanding } from '../values-that-stand.ts'

const FILE = 'shop.sqlite'
const quote = (name: string) => `"${name}"`
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('touchstone-sqlite-')).length

connectorConformance(sqlite, {
  async systemWith(table) {
    const folder = await temporaryFolder()
    const path = join(folder.path, FILE)
    const database = new sqliteBuild.Database(path)
    database.exec('BEGIN')
    await fillConformanceTable(table, (sql, parameters) => database.run(sql, [...parameters]), {
      columnType: () => 'TEXT',
      quote,
      placeholder: () => '?',
    })
    database.exec('CREATE INDEX people_key ON people (' + table.key.map(quote).join(', ') + '); COMMIT')
    database.close()
    const copiesBefore = copies()

    return {
      config: { file: FILE },
      select: selectOf(table),
      baseDir: folder.path,
      absent: { config: { file: 'not-there.sqlite' }, select: selectOf(table) },
      async change(sourceKey, column, value) {
        const other = new sqliteBuild.Database(path)
        other.run(`UPDATE people SET ${quote(column)} = ? WHERE id = ?`, [value, sourceKey])
        other.close()
      },
      openHandles: async () => (await folder.openFileCount()) + copies() - copiesBefore,
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  },
})

test('a number is the same value in every notation, in every column; a text is not', async () => {
  await using folder = await temporaryFolder()
  const database = new sqliteBuild.Database(join(folder.path, FILE))
  database.exec(`CREATE TABLE samples (id INTEGER PRIMARY KEY, price DECIMAL(10,2), loose, big INTEGER, note TEXT, flag INTEGER);
                 INSERT INTO samples VALUES (1, 12.50, 12.5, 9007199254740993, '12.5', 0)`)
  database.close()
  const select = { table: 'samples', key: 'id' }
  await using source = await sqlite.open({ file: FILE }, { baseDir: folder.path, signal: new AbortController().signal })
  await expectStanding(source, [
    ['price', '12.50', true],
    ['price', '12.51', false],
    ['loose', '12.500', true],
    ['big', '9007199254740993', true],
    ['big', '9007199254740992', false],
    ['note', '12.50', false],
    ['flag', 'no', false],
    ['flag', '', false],
  ])

  const changes = [{ column: 'price', before: '12.50', after: '10.00' }]
  const requests = [{ idempotencyKey: 'k', sourceKey: '1', changes }]
  expect(await source.deliver?.(select, 'b', requests)).toMatchObject([{ state: 'applied' }])
})
