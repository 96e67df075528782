import { constants, statSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SourceError } from '../connector.ts'
import { checkDatabaseFile } from './database-file.ts'
import { rollBackHotJournal } from './hot-journal.ts'

export interface PrivateCopy extends AsyncDisposable {
  readonly path: string
  [Symbol.asyncDispose](): Promise<void>
}

const ATTEMPTS_MAX = 20
const PAUSE_MS = 100
/** The database, the journal of a transaction under way, the log of those not yet moved into it. */
const PARTS = ['', '-journal', '-wal']

/**
 * Copies a database that other programs may be writing, and undoes in the copy what was not committed. A copy during
 * which nothing changed is what a power failure at that moment would leave, from which SQLite recovers by design.
 * Why a copy: SQLite's locks are invisible to the WebAssembly build, which would read half a transaction of another
 * program; and a long reading in place would hold that program up.
 */
export async function privateCopy(source: string): Promise<PrivateCopy> {
  checkDatabaseFile(source)
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-sqlite-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'copy.sqlite')

  try {
    await copyWhileQuiet(source, path)
    rollBackHotJournal(path)
    return { path, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function copyWhileQuiet(source: string, target: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    if (attempt > 0) await sleep(PAUSE_MS)
    const before = stateOf(source)
    for (const part of PARTS) await copyPart(`${source}${part}`, `${target}${part}`, source)
    if (stateOf(source) === before) return
  }
  throw new SourceError('SOURCE_CHANGING', { path: source, attempts: ATTEMPTS_MAX })
}

/** A part that is not there must not be left over from an earlier attempt either. */
async function copyPart(from: string, to: string, source: string): Promise<void> {
  try {
    await rm(to, { force: true })
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') throw new SourceError('SOURCE_COPY_FAILED', { path: source, cause: code })
  }
}

function stateOf(source: string): string {
  return PARTS.map((part) => {
    const stat = statSync(`${source}${part}`, { bigint: true, throwIfNoEntry: false })
    return stat === undefined ? '-' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`
  }).join('; ')
}
