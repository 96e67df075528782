import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { SourceError } from '../connector.ts'
import { notADatabase } from './failure.ts'

const FILE_MAGIC = Buffer.from('SQLite format 3\0')
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex')
/** Where the header says which version wrote it: 2 means a write-ahead log. */
const WRITE_VERSION_AT = 18

/** A coded error unless the file is there and starts like a SQLite database. SQLite itself would create or misread it. */
export function checkDatabaseFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) throw new SourceError('SOURCE_FILE_MISSING', { path })
  if (stat.size === 0) throw new SourceError('SOURCE_FILE_EMPTY', { path })
  if (!readHead(path).equals(FILE_MAGIC)) throw notADatabase(path)
}

function readHead(path: string): Buffer {
  try {
    return firstBytes(path, FILE_MAGIC.length)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new SourceError('SOURCE_COPY_FAILED', { path, cause: code })
  }
}

export function hasWriteAheadLog(path: string): boolean {
  return firstBytes(path, WRITE_VERSION_AT + 1)[WRITE_VERSION_AT] === 2
}

/** Whether a transaction was begun and neither committed nor rolled back. A journal kept for re-use is blank at its head. */
export function hasHotJournal(path: string): boolean {
  try {
    return firstBytes(journalOf(path), JOURNAL_MAGIC.length).equals(JOURNAL_MAGIC)
  } catch {
    return false
  }
}

export const journalOf = (path: string): string => `${path}-journal`

function firstBytes(path: string, count: number): Buffer {
  const bytes = Buffer.alloc(count)
  const file = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0))
  } finally {
    closeSync(file)
  }
}
