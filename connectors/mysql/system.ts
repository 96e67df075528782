import { createConnection, type Connection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'
import { sharedLimit } from '../concurrency-limit.ts'
import { SourceError } from '../connector.ts'
import type { SqlRow, SqlStatement, SqlTable } from '../sql-dialect.ts'
import type { SqlSession, SqlSystem } from '../sql-session.ts'
import type { MysqlConfig } from './config.ts'
import { mysqlDialect } from './dialect.ts'
import { mysqlFailure, type SystemNames } from './failure.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** How much later than the server our own timer stops waiting: it only matters when the network swallowed the answer. */
const ANSWER_GRACE_MS = 5_000

const begin = {
  read: [
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  ],
  write: ['SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', 'START TRANSACTION READ WRITE'],
} as const

/** A MySQL or MariaDB server. Nothing is opened before the first session; a session is one connection. */
export function mysqlSystem(config: MysqlConfig): SqlSystem {
  const names = namesOf(config)
  const limit = sharedLimit(`mysql ${names.host}`, config.maxConcurrency)

  return {
    host: names.host,
    dialect: mysqlDialect,
    async connect() {
      const leave = await limit.enter()
      try {
        return mysqlSession(await connection(config), names, leave)
      } catch (error) {
        leave()
        throw mysqlFailure(error, names)
      }
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function connection({
  url,
  host,
  port,
  user,
  password,
  database,
  statementTimeoutMs,
}: MysqlConfig): Promise<Connection> {
  const opened = await createConnection({
    ...((url === undefined
      ? { host, port, user, password, database }
      : { uri: url.replace(/^mariadb:/, 'mysql:') }) as { uri: string }),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    rowsAsArray: true,
  })
  // A connection that breaks while idle reports here; the next statement reports it to whoever waits.
  opened.on('error', () => {})

  try {
    await configureSession(opened, statementTimeoutMs)
    return opened
  } catch (error) {
    opened.destroy()
    throw error
  }
}

/** Times as UTC, nothing cut to fit, and a limit on every statement, in whichever words the server knows. */
async function configureSession(opened: Connection, statementTimeoutMs: number): Promise<void> {
  const [rows] = await opened.query<(RowDataPacket & readonly [string])[]>('SELECT VERSION()')
  const isMariaDb = /mariadb/i.test(rows[0]?.[0] ?? '')

  await opened.query("SET SESSION time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')")
  const seconds = Math.max(1, Math.ceil(statementTimeoutMs / 1_000))
  await opened.query('SET SESSION innodb_lock_wait_timeout = ?, lock_wait_timeout = ?', [seconds, seconds])
  if (isMariaDb) await opened.query('SET SESSION max_statement_time = ?', [statementTimeoutMs / 1_000])
  else await opened.query('SET SESSION max_execution_time = ?', [statementTimeoutMs])
}

function mysqlSession(opened: Connection, names: SystemNames, leave: () => void): SqlSession {
  const timeout = names.limitMs + ANSWER_GRACE_MS
  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw mysqlFailure(error, names)
    }
  }
  const command = (sql: string) => run(() => opened.query({ sql, timeout }))
  const select = ({ sql, parameters }: SqlStatement) =>
    run(
      async () => (await opened.execute<RowDataPacket[]>({ sql, timeout }, [...parameters]))[0] as unknown as SqlRow[],
    )

  return {
    describe: async (table) => describe(table, names.host, await select(columnsStatement(table))),
    async begin(purpose) {
      for (const sql of begin[purpose]) await command(sql)
    },
    select,
    change: ({ sql, parameters }) =>
      run(async () => (await opened.execute<ResultSetHeader>({ sql, timeout }, [...parameters]))[0].affectedRows),
    commit: async () => void (await command('COMMIT')),
    rollback: async () => void (await command('ROLLBACK')),
    async [Symbol.asyncDispose]() {
      // Ending the connection rolls an open transaction back.
      await opened.end().catch(() => opened.destroy())
      leave()
    },
  }
}

/** `shop.orders` is table orders in database shop; a name without a dot is a table of the configured database. */
function columnsStatement(table: string): SqlStatement {
  const [schema, name] = nameParts(table)

  return {
    sql: `SELECT COLUMN_NAME, COLUMN_TYPE, CAST(TABLE_ROWS AS CHAR)
            FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)
           WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ?
           ORDER BY ORDINAL_POSITION`,
    parameters: [schema, name],
  }
}

function describe(table: string, host: string, rows: readonly SqlRow[]): SqlTable {
  if (rows.length === 0) throw new SourceError('SOURCE_TABLE_MISSING', { table, host })
  const estimate = rows[0]?.[2]

  return {
    quotedName: nameParts(table)
      .filter((part) => part !== null)
      .map((part) => mysqlDialect.quote(part))
      .join('.'),
    columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })),
    rowCountEstimate: estimate === null ? null : Number(estimate),
  }
}

function nameParts(table: string): readonly [string | null, string] {
  const dot = table.indexOf('.')
  return dot < 0 ? [null, table] : [table.slice(0, dot), table.slice(dot + 1)]
}

/** host:port/database and the user, for messages. */
function namesOf({ url, host, port, user, database, statementTimeoutMs }: MysqlConfig): SystemNames {
  if (url === undefined) return { host: `${host}:${port}/${database}`, user: user ?? '', limitMs: statementTimeoutMs }

  const parsed = new URL(url)
  return {
    host: `${parsed.host}${parsed.pathname}`,
    user: decodeURIComponent(parsed.username),
    limitMs: statementTimeoutMs,
  }
}
