import { Client } from 'pg'
import { sharedLimit } from '../concurrency-limit.ts'
import { SourceError } from '../connector.ts'
import type { SqlRow } from '../sql-dialect.ts'
import type { SqlSession, SqlSystem } from '../sql-session.ts'
import type { PostgresConfig } from './config.ts'
import { postgresDialect } from './dialect.ts'
import { postgresFailure, type SystemNames } from './failure.ts'
import { beginStatement, columnsStatement, describedTable, quotedTableName, sessionSettings } from './statements.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** How much later than the server our own timer stops waiting: it only matters when the network swallowed the answer. */
const ANSWER_GRACE_MS = 5_000

/** Every value as the server's own text. */
const asText = { getTypeParser: () => (text: string) => text }

/** A PostgreSQL server. Nothing is opened before the first session; a session is one connection. */
export function serverSystem({ url, maxConcurrency, statementTimeoutMs }: PostgresConfig): SqlSystem {
  const names = { ...namesOf(url), limitMs: statementTimeoutMs }
  const limit = sharedLimit(`postgres ${names.host}`, maxConcurrency)

  return {
    host: names.host,
    dialect: postgresDialect,
    async connect() {
      const leave = await limit.enter()
      try {
        return serverSession(await connectedClient(url, statementTimeoutMs), names, leave)
      } catch (error) {
        leave()
        throw postgresFailure(error, names)
      }
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function connectedClient(url: string, statementTimeoutMs: number): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'touchstone',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: statementTimeoutMs + ANSWER_GRACE_MS,
    keepAlive: true,
    types: asText as never,
  })
  // A connection that breaks while idle reports here; the next statement reports it to whoever waits.
  client.on('error', () => {})

  try {
    await client.connect()
    await client.query(sessionSettings(statementTimeoutMs))
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

function serverSession(client: Client, names: SystemNames, leave: () => void): SqlSession {
  const run = async (sql: string, parameters: readonly unknown[] = []) => {
    try {
      return await client.query<unknown[]>({ text: sql, values: [...parameters], rowMode: 'array' })
    } catch (error) {
      throw postgresFailure(error, names)
    }
  }
  const select: SqlSession['select'] = async ({ sql, parameters }) => (await run(sql, parameters)).rows as SqlRow[]

  return {
    async describe(table) {
      const quotedName = quotedTableName(table)
      const described = describedTable(quotedName, await select(columnsStatement(quotedName)))
      if (described === undefined) throw new SourceError('SOURCE_TABLE_MISSING', { table, host: names.host })
      return described
    },
    begin: async (purpose) => void (await run(beginStatement[purpose])),
    select,
    change: async ({ sql, parameters }) => (await run(sql, parameters)).rowCount ?? 0,
    commit: async () => void (await run('COMMIT')),
    rollback: async () => void (await run('ROLLBACK')),
    async [Symbol.asyncDispose]() {
      // Ending the connection rolls an open transaction back.
      await client.end().catch(() => {})
      leave()
    },
  }
}

/** host:port/database and the user, for messages. */
function namesOf(url: string): { host: string; user: string } {
  try {
    const { host, pathname, username } = new URL(url)
    return { host: `${host || 'the local socket'}${pathname}`, user: decodeURIComponent(username) || 'of this process' }
  } catch {
    return { host: 'the configured url', user: 'of the configured url' }
  }
}
