import { isUtf8 } from 'node:buffer'
import { open, readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { SourceError, type Connector, type SourceContext } from '../../connectors/connector.ts'

/** A file, or a table of a database file, with its columns. */
export interface ExportTable {
  readonly connector: string
  readonly config: Readonly<Record<string, unknown>>
  readonly select: Readonly<Record<string, unknown>>
  /** Path from the folder that was looked at, and the table where there are several. */
  readonly place: string
  /** Words to guess from: names of file and table. */
  readonly name: string
  /** Name of the folder it lies in. */
  readonly folder: string
  readonly columns: readonly string[]
}

/** Everything found, and what could not be read with the reason. */
export interface ExportTables {
  readonly tables: readonly ExportTable[]
  readonly skipped: readonly { readonly place: string; readonly reason: string }[]
}

/** Which connector reads which file name. Fixed width is not among them: a file without names cannot be guessed. */
const CONNECTOR_BY_ENDING: readonly (readonly [ending: RegExp, connector: string])[] = [
  [/\.(csv|tsv|txt)(\.gz)?$/i, 'csv'],
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
  [/\.xlsx$/i, 'xlsx'],
  [/\.(sqlite|sqlite3|db)$/i, 'sqlite'],
]

/** Connectors that `findTables` asks for. */
export const exportConnectors: readonly string[] = CONNECTOR_BY_ENDING.map(([, connector]) => connector)

const FILES_MAX = 200
const TABLES_MAX = 100
const SNIFFED_BYTES = 1024 * 1024

/** Looks at the headers of every file in a folder and the folders directly in it; reads no more data than it takes to see the columns. */
export async function findTables(
  folder: string,
  connectors: ReadonlyMap<string, Connector>,
  context: SourceContext,
): Promise<ExportTables> {
  const tables: ExportTable[] = []
  const skipped: { place: string; reason: string }[] = []

  for (const path of await filesIn(folder)) {
    const place = relative(folder, path).split(sep).join('/')
    const connector = connectors.get(CONNECTOR_BY_ENDING.find(([ending]) => ending.test(path))?.[1] ?? '')
    if (connector === undefined) {
      skipped.push({ place, reason: 'no connector reads such a file' })
      continue
    }
    try {
      tables.push(...(await tablesOf({ path, place, folder, connector, context })))
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      skipped.push({ place, reason: `${error.code}: ${error.message}` })
    }
  }
  return { tables, skipped }
}

interface ExportFile {
  readonly path: string
  readonly place: string
  readonly folder: string
  readonly connector: Connector
  readonly context: SourceContext
}

async function tablesOf({ path, place, folder, connector, context }: ExportFile): Promise<readonly ExportTable[]> {
  const file = relative(context.baseDir, path).split(sep).join('/')
  const name = basename(path).replace(/(\.[A-Za-z0-9]+)+$/, '')
  const about = { connector: connector.name, folder: basename(join(path, '..')) || basename(folder) }

  if (connector.name === 'sqlite') {
    const names = await tableNames(connector, file, context)
    const tables = names.slice(0, TABLES_MAX).map(async (table) => ({
      ...about,
      config: { file },
      select: { table },
      place: `${place}, table ${table}`,
      name: table,
      // The file is the system, as a folder of exports is.
      folder: name,
      columns: await columnsOf(connector, { file }, { table }, context),
    }))

    return Promise.all(tables)
  }

  const config = connector.name === 'csv' ? await encodingOf(path) : {}
  const columns = await columnsOf(connector, config, { file }, context)
  return [{ ...about, config, select: { file }, place, name, columns }]
}

/** The key is what is being looked for: a probe without one answers the columns all the same. */
async function columnsOf(
  connector: Connector,
  config: Readonly<Record<string, unknown>>,
  select: Readonly<Record<string, unknown>>,
  context: SourceContext,
): Promise<readonly string[]> {
  await using source = await connector.open(connector.config.parse(config), context)

  return (await source.probe({ ...select, key: [] })).columns
}

async function tableNames(connector: Connector, file: string, context: SourceContext): Promise<readonly string[]> {
  await using source = await connector.open(connector.config.parse({ file }), context)
  const names: string[] = []

  for await (const { rows } of source.snapshot({ table: 'sqlite_master', key: 'name' }).batches) {
    names.push(
      ...rows.flatMap(({ fields }) =>
        fields['type'] === 'table' && !fields['name']?.startsWith('sqlite_') ? [fields['name'] ?? ''] : [],
      ),
    )
  }
  return names
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(async ({ name }) =>
        (await readdir(join(folder, name), { withFileTypes: true })).map((entry) => ({
          entry,
          path: join(folder, name, entry.name),
        })),
      ),
  )

  return [...entries.map((entry) => ({ entry, path: join(folder, entry.name) })), ...below.flat()]
    .filter(({ entry }) => entry.isFile() && !entry.name.startsWith('.') && !/\.(md|ya?ml|json)$/i.test(entry.name))
    .map(({ path }) => path)
    .sort()
    .slice(0, FILES_MAX)
}

/** UTF-8 proves itself; of what is not, the bytes of ě, ř, ů, č, š and ž say Windows-1250, anything else Windows-1252. */
async function encodingOf(path: string): Promise<Readonly<Record<string, string>>> {
  if (path.endsWith('.gz')) return {}
  const bytes = await firstBytes(path)
  const lastLine = bytes.lastIndexOf(0x0a)
  const whole = lastLine === -1 ? bytes : bytes.subarray(0, lastLine + 1)
  const startsWithMark = (whole[0] === 0xff && whole[1] === 0xfe) || (whole[0] === 0xfe && whole[1] === 0xff)

  if (startsWithMark || isUtf8(whole)) return {}
  return {
    encoding: whole.some((byte) => [0xec, 0xf8, 0xf9, 0xe8, 0x9a, 0x9e].includes(byte))
      ? 'windows-1250'
      : 'windows-1252',
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0)

    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
