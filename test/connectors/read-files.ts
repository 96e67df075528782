import type { Connector } from '../../connectors/connector.ts'
import { readAll } from './read-all.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface FileContent {
  readonly [name: string]: string | Uint8Array
}

/** Reads a flow from files that exist only for this call. */
export async function readFiles<Config, Select>(
  connector: Connector<Config, Select>,
  files: FileContent,
  select: unknown,
  config: unknown = {},
) {
  await using folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) await folder.write(name, content)

  await using source = await connector.open(connector.config.parse(config), {
    baseDir: folder.path,
    signal: new AbortController().signal,
  })
  return await readAll(source.snapshot(connector.select.parse(select)))
}
