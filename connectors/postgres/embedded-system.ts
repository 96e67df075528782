import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { concurrencyLimit, type ConcurrencyLimit } from '../concurrency-limit.ts'
import { SourceError } from '../connector.ts'
import { lockForProcess } from '../process-lock.ts'
import type { SqlRow } from '../sql-dialect.ts'
import type { SqlSession, SqlSystem } from '../sql-session.ts'
import { postgresDialect } from './dialect.ts'
import { postgresFailure, type SystemNames } from './failure.ts'
import { beginStatement, columnsStatement, describedTable, quotedTableName, sessionSettings } from './statements.ts'

/** An embedded database in use by this process: opened once, however many flows read it, and closed after the last. */
interface OpenFolder {
  readonly opened: Promise<{ database: PGlite; release(): void }>
  /** The embedded database has one session: whoever holds a transaction has it alone. */
  readonly limit: ConcurrencyLimit
  userCount: number
  closing: Promise<void> | null
}

const openFolders = new Map<string, OpenFolder>()

/** A folder of an embedded PostgreSQL. It has no lock of its own, so a file beside it holds the pid of the process that uses it. */
export async function embeddedSystem(path: string, baseDir: string, statementTimeoutMs: number): Promise<SqlSystem> {
  const folder = resolve(baseDir, path)
  const names = { host: folder, user: 'postgres', limitMs: statementTimeoutMs }
  await openFolders.get(folder)?.closing
  const open = openFolders.get(folder) ?? {
    opened: openFolder(folder),
    limit: concurrencyLimit(1),
    userCount: 0,
    closing: null,
  }

  openFolders.set(folder, open)
  open.userCount++
  let isOpen = true
  const close = async () => {
    if (isOpen) await leaveFolder(folder, open)
    isOpen = false
  }

  try {
    const { database } = await open.opened
    await database.exec(sessionSettings(statementTimeoutMs))
    return {
      host: folder,
      dialect: postgresDialect,
      connect: async () => embeddedSession(database, names, await open.limit.enter()),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openFolder(folder: string): Promise<{ database: PGlite; release(): void }> {
  if (!existsSync(join(folder, 'PG_VERSION'))) throw new SourceError('SOURCE_FILE_MISSING', { path: folder })

  const lock = lockForProcess(`${folder}.lock`, folder)
  try {
    return { database: await PGlite.create(folder), release: () => lock[Symbol.dispose]() }
  } catch {
    lock[Symbol.dispose]()
    throw new SourceError('SOURCE_FORMAT_INVALID', {
      path: folder,
      format: 'an embedded PostgreSQL',
      found: 'a folder it could not start from',
      allowed: 'a folder written by PGlite 0.5 (PostgreSQL 18)',
    })
  }
}

async function leaveFolder(folder: string, open: OpenFolder): Promise<void> {
  if (--open.userCount > 0) return

  open.closing = (async () => {
    const opened = await open.opened.catch(() => undefined)
    await opened?.database.close()
    opened?.release()
    openFolders.delete(folder)
  })()
  await open.closing
}

function embeddedSession(database: PGlite, names: SystemNames, leave: () => void): SqlSession {
  let isInTransaction = false
  const run = async (sql: string, parameters: readonly unknown[] = []) => {
    try {
      return await database.query<unknown[]>(sql, [...parameters], { rowMode: 'array' })
    } catch (error) {
      throw postgresFailure(error, names)
    }
  }
  const end = async (how: 'COMMIT' | 'ROLLBACK') => {
    await run(how)
    isInTransaction = false
  }
  const select: SqlSession['select'] = async ({ sql, parameters }) => (await run(sql, parameters)).rows as SqlRow[]

  return {
    async describe(table) {
      const quotedName = quotedTableName(table)
      const described = describedTable(quotedName, await select(columnsStatement(quotedName)))
      if (described === undefined) throw new SourceError('SOURCE_TABLE_MISSING', { table, host: names.host })
      return described
    },
    async begin(purpose) {
      await run(beginStatement[purpose])
      isInTransaction = true
    },
    select,
    change: async ({ sql, parameters }) => (await run(sql, parameters)).affectedRows ?? 0,
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    async [Symbol.asyncDispose]() {
      try {
        if (isInTransaction && !database.closed) await database.exec('ROLLBACK')
      } finally {
        leave()
      }
    },
  }
}
