import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockForProcess } from '../../connectors/process-lock.ts'
import { temporaryFolder } from './temporary-folder.ts'

const withLockPath = async (body: (path: string) => void) => {
  await using folder = await temporaryFolder()
  body(join(folder.path, 'erp.lock'))
}

test('the lock holds the pid and is gone when let go', () =>
  withLockPath((path) => {
    const lock = lockForProcess(path, 'erp')
    expect(lock.wasAbandoned).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid))
    lock[Symbol.dispose]()
    expect(existsSync(path)).toBe(false)
  }))

test('a living holder is named with what it holds', () =>
  withLockPath((path) => {
    writeFileSync(path, String(process.ppid))
    expect(() => lockForProcess(path, 'erp')).toThrow(`The folder "erp" is in use by process ${process.ppid}.`)
  }))

test('this process does not take a lock twice', () =>
  withLockPath((path) => {
    using _ = lockForProcess(path, 'erp')
    expect(() => lockForProcess(path, 'erp')).toThrow(expect.objectContaining({ code: 'SOURCE_BUSY' }))
  }))

const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

test.each([
  ['a dead process', () => String(deadPid())],
  ['a former process with the pid of this one', () => String(process.pid)],
  ['a process that was killed before it wrote its pid', () => ''],
])('the lock of %s is taken over', (_, content) =>
  withLockPath((path) => {
    writeFileSync(path, content())
    using lock = lockForProcess(path, 'erp')
    expect(lock.wasAbandoned).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid))
  }),
)
