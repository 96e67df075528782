import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
  write(name: string, content: string | Uint8Array): Promise<string>
  /** Files below this folder that this process holds open; 0 where the platform does not tell. */
  openFileCount(): Promise<number>
}

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'touchstone-files-'))

  return {
    path,
    async write(name, content) {
      await writeFile(join(path, name), content)
      return join(path, name)
    },
    async openFileCount() {
      const handles = await readdir('/proc/self/fd').catch(() => [])
      const targets = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')))
      return targets.filter((target) => target.startsWith(path)).length
    },
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
    },
  }
}
