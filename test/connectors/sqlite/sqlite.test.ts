import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqliteBuild from 'node-sqlite3-wasm'
import { sqlite } from '../../../connectors/sqlite/sqlite.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { temporaryFolder } from '../temporary-folder.ts'

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
