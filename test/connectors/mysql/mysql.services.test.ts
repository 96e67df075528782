import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe } from 'vitest'
import { mysql } from '../../../connectors/mysql/mysql.ts'
import { mariadbMissing, mariadbServer, runOnMariadb, type MariadbServer } from '../../support/mariadb-server.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { sqlServerLaws } from '../sql-server.contract.ts'

const missing = mariadbMissing()
const quote = (name: string) => `\`${name}\``

async function connectionCount(url: string): Promise<number> {
  const sql = 'SELECT count(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()'
  return Number((await runOnMariadb(url, sql))[0]?.[0])
}

describe.skipIf(missing !== undefined)(`on MariaDB${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: MariadbServer
  beforeAll(async () => {
    server = await mariadbServer()
  }, 60_000)
  afterAll(() => server[Symbol.asyncDispose]())

  connectorConformance(mysql, {
    largeRowCount: 100_000,
    async systemWith(table) {
      const url = await server.createDatabase()
      await fillConformanceTable(table, (sql, parameters) => runOnMariadb(url, sql, parameters), {
        columnType: (column) => (table.key.includes(column) ? 'varchar(100)' : 'longtext'),
        quote,
        placeholder: () => '?',
      })
      await runOnMariadb(url, `CREATE INDEX people_key ON people (${table.key.map(quote).join(', ')})`)
      const config = mysql.config.parse({ url })

      return {
        config,
        select: selectOf(table),
        baseDir: '/',
        absent: { config, select: { ...selectOf(table), table: 'not_there' } },
        async change(sourceKey, column, value) {
          await runOnMariadb(url, `UPDATE people SET ${quote(column)} = ? WHERE id = ?`, [value, sourceKey])
        },
        openHandles: () => connectionCount(url),
        async [Symbol.asyncDispose]() {},
      }
    },
  })

  sqlServerLaws(mysql, () => ({
    createDatabase: () => server.createDatabase(),
    run: runOnMariadb,
    configOf: (url, settings) => mysql.config.parse({ url, ...settings }),
    createPeople: `CREATE TABLE people (id bigint PRIMARY KEY, name varchar(50) NOT NULL, amount decimal(10,2),
                     born date, note varchar(5)) ENGINE=InnoDB`,
    duplicateKeysTable: 'CREATE TABLE people (id varchar(20), note text, KEY (id))',
    async lockTable(url) {
      const holder = await createConnection({ uri: url })
      await holder.query('LOCK TABLES people WRITE')
      return { [Symbol.asyncDispose]: () => holder.end() }
    },
    async endConnections(url) {
      const sql = 'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()'
      for (const [id] of await runOnMariadb(url, sql)) await runOnMariadb(url, `KILL ${String(id)}`)
    },
    connectionCount,
    commitWord: '\u0003COMMIT',
  }))
})
