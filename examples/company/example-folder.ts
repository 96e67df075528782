import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository this file was built in or is run from. */
export const repositoryFolder = folderWith('package.json', dirname(fileURLToPath(import.meta.url)))

/** Where plan and runbooks of the example lie: in the sources, since the compiler copies no other files. */
export const exampleFolder = join(repositoryFolder, 'examples', 'company')

function folderWith(file: string, start: string): string {
  return existsSync(join(start, file)) || dirname(start) === start ? start : folderWith(file, dirname(start))
}
