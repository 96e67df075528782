import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../..', import.meta.url))

const IGNORED = new Set(['.git', '.touchstone', 'coverage', 'dist', 'node_modules', 'touchstone-demo'])

/** Every file of the repository, as a path with slashes from its root, in code-unit order. */
export function filesOf(folder: string = repository): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)

      return entry.isDirectory() ? filesOf(path) : [relative(repository, path).split(sep).join('/')]
    })
    .toSorted()
}

export function readText(path: string): string {
  return readFileSync(join(repository, path), 'utf8')
}
