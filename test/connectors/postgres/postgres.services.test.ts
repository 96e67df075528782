import { Client } from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { PostgresConfig } from '../../../connectors/postgres/config.ts'
import { postgres } from '../../../connectors/postgres/postgres.ts'
import { postgresMissing, postgresServer, runOnPostgres, type PostgresServer } from '../../support/postgres-server.ts'
import { fillConformanceTable, selectOf } from '../../support/sql-conformance-table.ts'
import { connectorConformance } from '../conformance.contract.ts'
import { sqlReadingLaws } from '../sql-reading.contract.ts'
import { sqlCreationLaws } from '../sql-creation.contract.ts'
import type { SqlServerUnderTest } from '../sql-server-under-test.ts'
import { sqlWritingLaws } from '../sql-writing.contract.ts'
import { expectStanding } from '../values-that-stand.ts'

const missing = postgresMissing()
const quote = (name: string) => `"${name}"`

/** A connection that has run these statements and keeps what they locked. */
async function heldBy(url: string, statements: string): Promise<AsyncDisposable> {
  const holder = new Client({ connectionString: url })
  await holder.connect()
  await holder.query(statements)
  return { [Symbol.asyncDispose]: () => holder.end() }
}

async function connectionCount(url: string): Promise<number> {
  const sql = `SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'touchstone'`
  return Number((await runOnPostgres(url, sql))[0]?.[0])
}

describe.skipIf(missing !== undefined)(`on PostgreSQL${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await postgresServer()
  }, 60_000)
  afterAll(() => server[Symbol.asyncDispose]())

  connectorConformance(postgres, {
    largeRowCount: 100_000,
    async systemWith(table) {
      const url = await server.createDatabase()
      await fillConformanceTable(table, (sql, parameters) => runOnPostgres(url, sql, parameters), {
        columnType: () => 'text',
        quote,
        placeholder: (n) => `$${n}`,
      })
      await runOnPostgres(url, `CREATE INDEX ON people (${table.key.map(quote).join(', ')})`)
      const config = postgres.config.parse({ url })

      return {
        config,
        select: selectOf(table),
        baseDir: '/',
        absent: { config, select: { ...selectOf(table), table: 'not_there' } },
        async change(sourceKey, column, value) {
          await runOnPostgres(url, `UPDATE people SET ${quote(column)} = $1 WHERE id = $2`, [value, sourceKey])
        },
        openHandles: () => connectionCount(url),
        async [Symbol.asyncDispose]() {},
      }
    },
  })

  const underTest = (): SqlServerUnderTest<PostgresConfig> => ({
    connector: postgres,
    createDatabase: () => server.createDatabase(),
    run: runOnPostgres,
    configOf: (url, settings) => postgres.config.parse({ url, ...settings }),
    createPeople: `CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, amount numeric(10,2),
                     born date, note varchar(5))`,
    createMembers: [
      `CREATE TABLE members (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL,
                      amount numeric(10,2), golden_id text)`,
      `CREATE TABLE orders (id bigint PRIMARY KEY, member bigint REFERENCES members)`,
    ],
    duplicateKeysTable: `CREATE COLLATION folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                         CREATE TABLE people (id text COLLATE folded, note text); CREATE INDEX ON people (id)`,
    holdNewMembers: (url) => heldBy(url, 'BEGIN; LOCK TABLE members IN SHARE MODE'),
    lockTable: (url) => heldBy(url, 'BEGIN; LOCK TABLE people IN ACCESS EXCLUSIVE MODE'),
    lockRow: (url) => heldBy(url, 'BEGIN; SELECT * FROM people WHERE id = 1 FOR UPDATE'),
    async asReader(url) {
      const reader = new URL(url)
      reader.username = `reader_${reader.pathname.slice(1)}`
      await runOnPostgres(
        url,
        `CREATE ROLE ${reader.username} LOGIN PASSWORD '${reader.password}'; GRANT SELECT ON people TO ${reader.username}`,
      )
      return reader.href
    },
    async endConnections(url) {
      await runOnPostgres(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
    },
    connectionCount,
    commitWord: 'COMMIT\0',
  })
  sqlReadingLaws(underTest)
  sqlWritingLaws(underTest)
  sqlCreationLaws(underTest)

  test('every type compares values by its own meaning, a text under any name by its characters', async () => {
    const url = await server.createDatabase()
    await runOnPostgres(
      url,
      `CREATE COLLATION folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
       CREATE DOMAIN code AS text COLLATE folded; CREATE DOMAIN price AS numeric;
       CREATE TABLE samples (id int PRIMARY KEY, price price, single real, big bigint, at_instant timestamptz,
                             fold text COLLATE folded, code code, padded char(5), span interval, extra jsonb);
       INSERT INTO samples VALUES (1, 12.50, 0.1, 9007199254740993, '2026-03-04 05:06:07+01',
                                   'Red', 'Red', 'ab', '1 month', '{"k": 1}')`,
    )
    await using source = await postgres.open(postgres.config.parse({ url }), {
      baseDir: '/',
      signal: new AbortController().signal,
    })
    await expectStanding(source, [
      ['price', '12.5', true],
      ['price', '12.51', false],
      ['single', '0.10', true],
      ['big', '9007199254740992', false],
      ['at_instant', '2026-03-04 04:06:07+00', true],
      ['at_instant', '2026-03-04T05:06:07+01:00', true],
      ['fold', 'RED', false],
      ['code', 'RED', false],
      ['padded', 'ab ', false],
      ['span', 'P1M', true],
      ['span', 'P30D', false],
      ['extra', '{"k": 1}', true],
      ['extra', '{', false],
      ['price', 'free', false],
    ])
  })
})
