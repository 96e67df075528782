import { existsSync, rmdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { SourceError } from '../connector.ts'
import { lockForProcess } from '../process-lock.ts'
import { checkDatabaseFile, hasHotJournal, hasWriteAheadLog, journalOf } from './database-file.ts'
import { rollBackHotJournal } from './hot-journal.ts'

const WAIT_MS = 2_000
const PAUSE_MS = 50

/**
 * Makes a file ready for writing by this process, or says why it is not. node-sqlite3-wasm locks by making a folder, and
 * a killed process leaves it behind, perhaps with a half-written transaction. Both are only cleared away when our own
 * lock file proves that it was we who died; anything else belongs to somebody, and is waited for but never touched.
 */
export async function writeAccess(path: string): Promise<Disposable> {
  checkDatabaseFile(path)
  if (hasWriteAheadLog(path)) throw needsRollbackJournal(path)

  const lock = lockForProcess(`${path}.touchstone-lock`, path)
  const lockFolder = `${path}.lock`
  try {
    if (!(await becomesTrue(() => !existsSync(lockFolder)))) {
      if (!lock.wasAbandoned) throw new SourceError('SOURCE_LOCKED', { path, lock: lockFolder, waitedMs: WAIT_MS })
      rmdirSync(lockFolder)
    }
    if (lock.wasAbandoned) rollBackHotJournal(path)
    else if (!(await becomesTrue(() => !hasHotJournal(path))))
      throw new SourceError('SOURCE_UNFINISHED', { path, journal: journalOf(path) })
    return lock
  } catch (error) {
    lock[Symbol.dispose]()
    throw error
  }
}

async function becomesTrue(isSo: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += PAUSE_MS) {
    if (isSo()) return true
    await sleep(PAUSE_MS)
  }
  return isSo()
}

function needsRollbackJournal(path: string): SourceError {
  return new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'a database that can be written',
    found: 'a write-ahead log (WAL), which needs shared memory between all its programs',
    allowed: 'journal_mode=DELETE, TRUNCATE or PERSIST',
  })
}
