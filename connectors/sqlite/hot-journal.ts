import fs from 'node:fs'
import sqlite from 'node-sqlite3-wasm' // CommonJS: Node sees no named exports
import { hasHotJournal } from './database-file.ts'

/**
 * Undoes the transaction that a killed process left half-written. SQLite does this itself on opening a file, unless
 * another process holds a reserved lock; node-sqlite3-wasm 0.8 answers that question from the existence of its lock
 * folder, which at that moment is its own, so it never recovers and would read a half-written database as it stands.
 * For the one synchronous call that recovers we therefore let it not see that folder.
 */
export function rollBackHotJournal(path: string): void {
  if (!hasHotJournal(path)) return

  const { accessSync } = fs
  const database = new sqlite.Database(path, { fileMustExist: true })
  try {
    fs.accessSync = (asked, mode) => {
      if (asked === `${path}.lock`) throw new Error('hidden while recovering')
      accessSync(asked, mode)
    }
    database.get('SELECT count(*) FROM sqlite_schema')
  } finally {
    fs.accessSync = accessSync
    database.close()
  }
}
