import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder } from '../../../engine/store/folder-lock.ts'

const deadPid = spawnSync(process.execPath, ['-e', '']).pid

function inFolder(body: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))

  try {
    body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Locks and lets go at once; what the folder holds in between. */
function lockedNames(folder: string): readonly string[] {
  const lock = lockFolder(folder)

  if ('heldBy' in lock) throw new Error(`held by ${lock.heldBy}`)
  const names = readdirSync(folder)

  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(String(process.pid))
  lock.release()
  return names
}

test.each([
  ['a dead process', String(deadPid)],
  ['a former process with the pid of this one, as containers have it', String(process.pid)],
])('the lock that %s left is taken over', (_, content) =>
  inFolder((folder) => {
    writeFileSync(join(folder, 'lock'), content)
    expect(lockedNames(folder)).toEqual(['lock'])
    expect(readdirSync(folder)).toEqual([])
  }),
)

test('the claim of a process killed while it locked is cleared away', () =>
  inFolder((folder) => {
    writeFileSync(join(folder, `lock.${deadPid}`), String(deadPid))
    expect(lockedNames(folder)).toEqual(['lock'])
  }))

test.each([
  ['another process', () => process.ppid],
  ['this process', () => process.pid],
])('a folder that %s holds is not locked again', (_, holder) =>
  inFolder((folder) => {
    if (holder() === process.pid) lockFolder(folder)
    else writeFileSync(join(folder, 'lock'), String(holder()))
    expect(lockFolder(folder)).toEqual({ heldBy: holder() })
  }),
)
