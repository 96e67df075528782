import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MysqlConfig } from '../../../connectors/mysql/config.ts'
import { mysql } from '../../../connectors/mysql/mysql.ts'
import { mariadbMissing, mariadbServer, runOnMariadb, type MariadbServer } from '../../support/mariadb-server.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { readAll } from '../read-all.ts'
import { sqlReadingLaws } from '../sql-reading.contract.ts'
import { sqlCreationLaws } from '../sql-creation.contract.ts'
import type { SqlServerUnderTest } from '../sql-server-under-test.ts'
import { sqlWritingLaws } from '../sql-writing.contract.ts'
import { expectStanding } from '../values-that-stand.ts'

const missing = mariadbMissing()
const quote = (name: string) => `\`${name}\``

/** A connection that has run these statements and keeps what they locked. */
async function heldBy(url: string, ...statements: string[]): Promise<AsyncDisposable> {
  const holder = await createConnection({ uri: url })
  for (const sql of statements) await holder.query(sql)
  return { [Symbol.asyncDispose]: () => holder.end() }
}

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

  const underTest = (): SqlServerUnderTest<MysqlConfig> => ({
    connector: mysql,
    createDatabase: () => server.createDatabase(),
    run: runOnMariadb,
    configOf: (url, settings) => mysql.config.parse({ url, ...settings }),
    createPeople: `CREATE TABLE people (id bigint PRIMARY KEY, name varchar(50) NOT NULL, amount decimal(10,2),
                     born date, note varchar(5)) ENGINE=InnoDB`,
    createMembers: [
      `CREATE TABLE members (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(20) NOT NULL,
                      amount decimal(10,2), golden_id varchar(64)) ENGINE=InnoDB`,
      `CREATE TABLE orders (id bigint PRIMARY KEY, member bigint REFERENCES members (id)) ENGINE=InnoDB`,
    ],
    duplicateKeysTable: 'CREATE TABLE people (id varchar(20), note text, KEY (id))',
    holdNewMembers: (url) => heldBy(url, 'LOCK TABLES members READ'),
    lockTable: (url) => heldBy(url, 'LOCK TABLES people WRITE'),
    lockRow: (url) => heldBy(url, 'START TRANSACTION', 'SELECT * FROM people WHERE id = 1 FOR UPDATE'),
    async asReader(url) {
      const reader = new URL(url)
      reader.username = `reader_${reader.pathname.slice(1)}`
      await runOnMariadb(url, `CREATE USER IF NOT EXISTS ${reader.username} IDENTIFIED BY '${reader.password}'`)
      await runOnMariadb(url, `GRANT SELECT ON people TO ${reader.username}`)
      return reader.href
    },
    async endConnections(url) {
      const sql = 'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()'
      for (const [id] of await runOnMariadb(url, sql)) await runOnMariadb(url, `KILL ${String(id)}`)
    },
    connectionCount,
    commitWord: '\u0003COMMIT',
  })
  sqlReadingLaws(underTest)
  sqlWritingLaws(underTest)
  sqlCreationLaws(underTest)

  test('every type comes as exact text, times as UTC, whatever the session of the writer', async () => {
    const url = await server.createDatabase()
    await runOnMariadb(
      url,
      `CREATE TABLE samples (id bigint unsigned PRIMARY KEY, code varchar(10), legacy varchar(20) CHARACTER SET cp1250,
         amount decimal(12,2), flag tinyint(1), bits bit(4), raw varbinary(8), on_day date, at_local datetime(3),
         at_instant timestamp(6) NULL, kind enum('b2b','b2c'), extra json, ratio double, padded char(5))`,
    )
    const writer = await createConnection({ uri: url, multipleStatements: true })
    await writer.query(`SET time_zone = '+09:00'; INSERT INTO samples VALUES (18446744073709551615, '0012', 'Žluťoučký',
      10.10, 1, b'0101', x'00ff', '2026-03-04', '2026-03-04 05:06:07.120', '2026-03-04 05:06:07.000001', 'b2b',
      '{"k": 1.10}', 0.1, 'ab'); INSERT INTO samples (id) VALUES (9007199254740993)`)
    await writer.end()

    const select = { table: `${new URL(url).pathname.slice(1)}.samples`, key: 'id' }
    await using source = await mysql.open(mysql.config.parse({ url }), {
      baseDir: '/',
      signal: new AbortController().signal,
    })
    const [empty, full] = (await readAll(source.snapshot(select))).rows
    expect(empty?.sourceKey).toBe('9007199254740993')
    expect(full?.fields).toEqual({
      id: '18446744073709551615',
      code: '0012',
      legacy: 'Žluťoučký',
      amount: '10.10',
      flag: '1',
      bits: '5',
      raw: '00ff',
      on_day: '2026-03-04',
      at_local: '2026-03-04 05:06:07.120',
      at_instant: '2026-03-03 20:06:07.000001',
      kind: 'b2b',
      extra: '{"k": 1.10}',
      ratio: '0.1',
      padded: 'ab',
    })

    const changes = [
      ['legacy', 'Žluťoučký', 'kůň'],
      ['bits', '5', '9'],
      ['raw', '00ff', '01'],
      ['at_instant', '2026-03-03 20:06:07.000001', '2026-03-03 20:06:08'],
      ['kind', 'b2b', 'b2c'],
      ['ratio', '0.1', '0.25'],
      ['padded', 'ab', 'cd'],
    ].map(([column = '', before = null, after = null]) => ({ column, before, after }))
    const request = (sourceKey: string) => ({ idempotencyKey: sourceKey, sourceKey, changes })
    const outcomes = await source.deliver?.(select, 'batch-1', [
      request('18446744073709551615'),
      request('18446744073709551615'),
      request('18446744073709551614'),
    ])
    expect(outcomes?.map(({ reason, state }) => reason ?? state)).toEqual(['applied', 'applied', 'record-gone'])
    expect((await readAll(source.snapshot(select))).rows[1]?.fields).toMatchObject({
      legacy: 'kůň',
      bits: '9',
      raw: '01',
      at_instant: '2026-03-03 20:06:08.000000',
    })
  })

  test('every type compares values by its own meaning, a text by its characters', async () => {
    const url = await server.createDatabase()
    await runOnMariadb(
      url,
      `CREATE TABLE samples (id int PRIMARY KEY, price decimal(20,2), single float, wide double, big bigint,
         at_local datetime, on_day date, fold varchar(10), flag tinyint(1))`,
    )
    await runOnMariadb(
      url,
      `INSERT INTO samples VALUES (1, 12345678901234567.50, 0.1, 0.1, 9007199254740993, '2026-03-04 05:06:07',
         '2026-03-04', 'Red', 0)`,
    )
    await using source = await mysql.open(mysql.config.parse({ url }), {
      baseDir: '/',
      signal: new AbortController().signal,
    })
    await expectStanding(source, [
      ['price', '12345678901234567.5', true],
      ['price', '12345678901234567.504', false],
      ['price', '12345678901234567.51', false],
      ['single', '0.10', true],
      ['wide', '0.10', true],
      ['big', '9007199254740993.0', true],
      ['big', '9007199254740992', false],
      ['at_local', '2026-03-04T05:06:07.000', true],
      ['at_local', '2026-03-04 05:06:07.4', false],
      ['on_day', '2026-03-04 00:00:00', true],
      ['on_day', '2026-03-04 10:00:00', false],
      ['fold', 'RED', false],
      ['fold', 'Red ', false],
      ['flag', 'no', false],
    ])
  })
})
