import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file of a folder as text. */
export async function textFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).toSorted()

  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}
