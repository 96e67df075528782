import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ConformanceSystem, ConformanceTable } from './conformance.contract.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A system of the conformance suite that is one text file, written line by line. */
export async function fileSystemUnderTest<Config, Select extends object>(
  table: ConformanceTable,
  settings: {
    readonly fileName: string
    readonly config: Config
    readonly lines: (table: ConformanceTable) => Iterable<string>
    readonly select: (file: string, table: ConformanceTable) => Select
  },
): Promise<ConformanceSystem<Config, Select>> {
  const folder = await temporaryFolder()
  await pipeline(Readable.from(settings.lines(table)), createWriteStream(join(folder.path, settings.fileName)))

  return {
    config: settings.config,
    select: settings.select(settings.fileName, table),
    baseDir: folder.path,
    absent: { config: settings.config, select: settings.select('not-there.txt', table) },
    openHandles: () => folder.openFileCount(),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

/** Why every file connector skips the same promises of the suite. */
export const fileSkips = {
  'refuses-stale-write': 'a file cannot be asked for its present value: the guarantee is "none"',
  'corrections-take-effect': 'the system takes the correction file in by itself',
} as const
