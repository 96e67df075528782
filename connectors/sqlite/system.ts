import { resolve } from 'node:path'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import sqlite from 'node-sqlite3-wasm' // CommonJS: Node sees no named exports
import { sharedLimit } from '../concurrency-limit.ts'
import { SourceError } from '../connector.ts'
import type { SqlRow, SqlStatement, SqlTable } from '../sql-dialect.ts'
import { RefusedStatement, type SqlSession, type SqlSystem } from '../sql-session.ts'
import { sqliteDialect } from './dialect.ts'
import { sqliteFailure } from './failure.ts'
import { privateCopy } from './private-copy.ts'
import { writeAccess } from './write-access.ts'

const BUSY_ATTEMPTS_MAX = 40
const BUSY_PAUSE_MS = 50

/** A SQLite file: readers get a private copy each, one writer at a time works in the file itself. */
export function sqliteSystem(file: string, baseDir: string): SqlSystem {
  const path = resolve(baseDir, file)

  return {
    host: path,
    dialect: sqliteDialect,
    connect: (purpose) => (purpose === 'read' ? readingSession(path) : writingSession(path)),
    async [Symbol.asyncDispose]() {},
  }
}

async function readingSession(path: string): Promise<SqlSession> {
  const copy = await privateCopy(path)
  try {
    const database = new sqlite.Database(copy.path, { fileMustExist: true })
    // The copy is ours alone; without this a write-ahead log would need shared memory, which WebAssembly has not.
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    return databaseSession(database, path, () => copy[Symbol.asyncDispose]())
  } catch (error) {
    await copy[Symbol.asyncDispose]()
    throw sqliteFailure(error, path)
  }
}

async function writingSession(path: string): Promise<SqlSession> {
  // Two flows of one process may correct the same file: they take turns.
  const leave = await sharedLimit(`sqlite ${path}`, 1).enter()

  try {
    const access = await writeAccess(path)
    return databaseSession(new sqlite.Database(path, { fileMustExist: true }), path, async () => {
      access[Symbol.dispose]()
      leave()
    })
  } catch (error) {
    leave()
    throw sqliteFailure(error, path)
  }
}

function databaseSession(
  database: InstanceType<typeof sqlite.Database>,
  path: string,
  release: () => Promise<void>,
): SqlSession {
  const run = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw sqliteFailure(error, path)
    }
  }
  const select = async ({ sql, parameters }: SqlStatement): Promise<readonly SqlRow[]> => {
    await turn() // the build is synchronous: between pages others get their turn
    return run(() => database.all(sql, [...parameters]).map((row) => Object.values(row) as SqlRow[number][]))
  }

  return {
    describe: async (table) => describe(table, path, await select(columnsStatement(table))),
    begin: (purpose) => begin(purpose === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE', (sql) => run(() => database.exec(sql))),
    select,
    change: async ({ sql, parameters }) => run(() => database.run(sql, [...parameters]).changes),
    commit: async () => run(() => database.exec('COMMIT')),
    rollback: async () => run(() => (database.inTransaction ? database.exec('ROLLBACK') : undefined)),
    async [Symbol.asyncDispose]() {
      if (database.inTransaction) database.exec('ROLLBACK')
      database.close()
      await release()
    },
  }
}

/** Another program using the same build may be in mid-transaction: that takes milliseconds. */
async function begin(sql: string, execute: (sql: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return execute(sql)
    } catch (error) {
      const isBusy = error instanceof RefusedStatement && error.reason === 'busy'
      if (!isBusy || attempt === BUSY_ATTEMPTS_MAX) throw error
      await sleep(BUSY_PAUSE_MS)
    }
  }
}

const columnsStatement = (table: string): SqlStatement => ({
  // hidden 1 is an internal column of a virtual table; 2 and 3 are generated columns, which are data.
  sql: 'SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid',
  parameters: [table],
})

function describe(table: string, path: string, rows: readonly SqlRow[]): SqlTable {
  if (rows.length === 0) throw new SourceError('SOURCE_TABLE_MISSING', { table, host: path })

  return {
    quotedName: sqliteDialect.quote(table),
    columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })),
    rowCountEstimate: null,
  }
}
