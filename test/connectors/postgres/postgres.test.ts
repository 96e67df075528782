import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll } from 'vitest'
import { postgres } from '../../../connectors/postgres/postgres.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const quote = (name: string) => `"${name}"`

/** Creating an embedded database takes seconds, copying an empty one does not. */
let empty: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  empty = await temporaryFolder()
  await (await PGlite.create(join(empty.path, 'erp'))).close()
}, 60_000)
afterAll(() => empty[Symbol.asyncDispose]())

connectorConformance(postgres, {
  largeRowCount: 60_000,
  async systemWith(table) {
    const folder = await temporaryFolder()
    const path = join(folder.path, 'erp')
    await cp(join(empty.path, 'erp'), path, { recursive: true })

    const database = await PGlite.create(path)
    await fillConformanceTable(table, (sql, parameters) => database.query(sql, [...parameters]), {
      columnType: () => 'text',
      quote,
      placeholder: (n) => `$${n}`,
    })
    await database.exec(`CREATE INDEX ON people (${table.key.map(quote).join(', ')})`)
    await database.close()
    const config = postgres.config.parse({ url: 'pglite://erp' })

    return {
      config,
      select: selectOf(table),
      baseDir: folder.path,
      absent: { config, select: { ...selectOf(table), table: 'not_there' } },
      openHandles: async () => (await folder.openFileCount()) + Number(existsSync(`${path}.lock`)),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  },
  skips: {
    'refuses-stale-write': 'the folder is locked while the connector has it open; shown on a server',
  },
})
