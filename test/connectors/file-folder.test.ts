import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Connector, SourceError } from '../../connectors/connector.ts'
import { csv } from '../../connectors/csv/csv.ts'
import { fixedWidth } from '../../connectors/fixed-width/fixed-width.ts'
import { jsonl } from '../../connectors/jsonl/jsonl.ts'
import { xlsx } from '../../connectors/xlsx/xlsx.ts'
import { temporaryFolder } from './temporary-folder.ts'

const signal = new AbortController().signal
const fields = [{ name: 'ID', start: 1, length: 4 }]

test.each<readonly [string, Connector<unknown, unknown>, object]>([
  ['csv', csv as Connector, {}],
  ['jsonl', jsonl as Connector, {}],
  ['xlsx', xlsx as Connector, {}],
  ['fixed-width', fixedWidth as Connector, { fields }],
])('%s looks for its files in the folder of the system', async (_name, connector, more) => {
  await using folder = await temporaryFolder()
  const select = connector.select.parse({ file: 'people.dat', key: 'ID', ...more })
  const pathMissed = async (config: object) => {
    await using source = await connector.open(connector.config.parse(config), { baseDir: folder.path, signal })

    return await source.probe(select).catch((error: unknown) => (error as SourceError).parameters['path'])
  }

  expect(await pathMissed({})).toBe(join(folder.path, 'people.dat'))
  expect(await pathMissed({ folder: 'exports' })).toBe(join(folder.path, 'exports/people.dat'))
  expect(await pathMissed({ folder: '/elsewhere' })).toBe('/elsewhere/people.dat')
})

test('corrections lie beside the files of the system, not beside the plan', async () => {
  await using folder = await temporaryFolder()
  await using source = await csv.open(csv.config.parse({ folder: 'exports' }), { baseDir: folder.path, signal })
  const select = csv.select.parse({ file: 'people.csv', key: 'ID' })

  await source.deliver?.(select, 'b-1', [
    { idempotencyKey: 'k1', sourceKey: '1', changes: [{ column: 'email', before: 'old', after: 'new' }] },
  ])
  expect(await readFile(join(folder.path, 'exports/corrections/corrections-b-1.csv'), 'utf8')).toContain(
    'k1,people.csv',
  )
})
