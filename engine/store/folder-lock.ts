import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, linkSync } from 'node:fs'
import { join } from 'node:path'

/** Folders this process holds now. A lock with our pid on another was left by a dead process with the same pid: every container counts from 1. */
const heldHere = new Set<string>()

/** Claims a folder for this process by a file with its pid; answers the pid of a living holder instead. A dead holder's lock is taken over. */
export function lockFolder(folder: string): { release(): void } | { heldBy: number } {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'lock')
  const claim = `${path}.${process.pid}`

  writeFileSync(claim, String(process.pid))
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(claim, path)) return held(folder, path)
      const holder = holderOf(path)

      if (holder !== undefined && (holder === process.pid ? heldHere.has(path) : isAlive(holder)))
        return { heldBy: holder }
      rmSync(path, { force: true })
    }

    return { heldBy: holderOf(path) ?? 0 }
  } finally {
    rmSync(claim, { force: true })
  }
}

function held(folder: string, path: string) {
  heldHere.add(path)
  for (const name of readdirSync(folder)) {
    const claimant = /^lock\.(\d+)$/.exec(name)?.[1]

    if (claimant !== undefined && !isAlive(Number(claimant))) rmSync(join(folder, name), { force: true })
  }

  return {
    release() {
      if (heldHere.delete(path)) rmSync(path, { force: true })
    },
  }
}

/** A hard link appears whole or not at all, so nobody ever reads a half-written pid. */
function tryLink(claim: string, path: string): boolean {
  try {
    linkSync(claim, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether a process of this machine runs; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
