import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runIn, type CommandRun, type CommandSetting } from './command-line-surroundings.ts'

/** What `touchstone match` said and wrote; a file it did not write is undefined. */
export interface MatchedFiles extends CommandRun {
  readonly links: string | undefined
  readonly clusters: string | undefined
  readonly model: string | undefined
}

/** Runs the command on files of these contents, in a folder of its own; words that name a file are the files to match. */
export async function matchFilesOf(
  contents: Readonly<Record<string, string | Uint8Array>>,
  words: readonly string[],
  setting: Partial<CommandSetting> = {},
): Promise<MatchedFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'match-'))
  const written = (name: string) => readFile(join(folder, 'matches', name), 'utf8').catch(() => undefined)

  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content)
  const run = await runIn({ environment: { TOUCHSTONE_WORKERS: '1' }, ...setting, folder }, 'match', ...words)
  const matched = {
    ...run,
    links: await written('links.csv'),
    clusters: await written('clusters.csv'),
    model: await written('model.json'),
  }

  await rm(folder, { recursive: true })

  return matched
}

/** Rows as CSV; columns are those of the first row. */
export function csvOf(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',')

  return `${[line(Object.keys(rows[0] ?? {})), ...rows.map((row) => line(Object.values(row)))].join('\n')}\n`
}
