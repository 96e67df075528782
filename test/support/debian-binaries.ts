import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

export const execute = promisify(execFile)

/** The program in one of the folders, or on the search path; undefined when this machine has none. */
export function findProgram(names: readonly string[], folders: readonly string[]): string | undefined {
  const searched = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]
  return searched.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}

/** Where Debian keeps the programs of its PostgreSQL versions, newest first. */
export function postgresFolders(): readonly string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  return readdirSync(root)
    .sort((left, right) => Number(right) - Number(left))
    .map((version) => join(root, version, 'bin'))
}

/** A TCP port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Database servers refuse to run as root; containers run as root. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** Starts a program that ends with this process, its output thrown away. */
export function startProgram(
  command: string,
  parameters: readonly string[],
): { stop(): Promise<void>; isRunning(): boolean } {
  const child = spawn(command, [...parameters], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)

  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      process.off('exit', kill)
      child.kill('SIGTERM')
      await ended
    },
  }
}
