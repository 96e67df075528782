import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { SourceError } from './connector.ts'

/** Locks this process holds now. A lock file with our pid that is not here was left by a dead process with the same pid (every container counts from 1). */
const heldHere = new Set<string>()

export interface ProcessLock extends Disposable {
  /** Whether its former holder died without letting go. */
  readonly wasAbandoned: boolean
}

/** Claims `lockPath` for this process, on behalf of `guarded`; a living holder is a coded error, a dead one is succeeded. */
export function lockForProcess(lockPath: string, guarded: string): ProcessLock {
  const claim = `${lockPath}.${process.pid}`
  let wasAbandoned = false

  if (heldHere.has(lockPath)) throw new SourceError('SOURCE_BUSY', { path: guarded, pid: process.pid })
  writeClaim(claim, guarded)
  try {
    // A hard link appears whole or not at all: nobody reads a half-written pid.
    while (!isLinked(claim, lockPath)) {
      const pid = holderOf(lockPath)
      if (pid !== null && pid !== process.pid && isAlive(pid))
        throw new SourceError('SOURCE_BUSY', { path: guarded, pid })
      rmSync(lockPath, { force: true })
      wasAbandoned = true
    }
  } finally {
    rmSync(claim, { force: true })
  }

  heldHere.add(lockPath)
  return {
    wasAbandoned,
    [Symbol.dispose]() {
      if (heldHere.delete(lockPath)) rmSync(lockPath, { force: true })
    },
  }
}

function writeClaim(claim: string, guarded: string): void {
  try {
    writeFileSync(claim, String(process.pid))
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new SourceError('SOURCE_WRITE_FAILED', { path: guarded, cause: code })
  }
}

function isLinked(claim: string, lockPath: string): boolean {
  try {
    linkSync(claim, lockPath)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Null when the file vanished or holds no pid: then there is nobody to wait for. */
function holderOf(lockPath: string): number | null {
  try {
    const pid = Number(readFileSync(lockPath, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
