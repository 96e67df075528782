import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { nightFolder, type NightFolder } from '../support/night-folder.ts'
import { customersOf, nightPlan } from '../support/night-plan.ts'
import { csv } from '../support/page.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const
const plan = nightPlan([customersOf('crm'), customersOf('erp')])
const files = {
  'crm.csv': csv(`
    id  name           email             phone      vat  city   changed
    1   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Svoboda   petr@example.cz   602345678  -    Praha  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email             phone      vat  city   changed
    7   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-06T08:00:00Z
    8   Karel Malý     karel@example.cz  605678901  -    Plzeň  2026-01-06T08:00:00Z
  `),
}

async function imports(folder: NightFolder, text: string) {
  const path = join(folder.path, 'decisions.csv')

  await writeFile(path, text)
  return engineNight.review.import(path, {
    store: folder.store,
    clock: () => new Date('2026-03-01T12:00:00.000Z'),
    progress: silentProgress,
    signal: new AbortController().signal,
  } as Tools)
}

const header = 'left,right,verdict,by,reason,decided_at\n'

test('decisions of the past join and part what no model would, and hold', async () => {
  await using folder = await nightFolder(plan, files)
  const before = await folder.night(nights[0])
  const result = await imports(
    folder,
    `${header}crm:1,erp:7,different,jana,mother and daughter,2025-06-30T14:00:00+02:00\nerp:8,crm:2,same,petr,he changed his name,\n`,
  )
  const after = await folder.night(nights[1])
  const later = await folder.night(nights[2])

  expect(before.clusters()).toEqual(['crm:1 erp:7', 'crm:2', 'erp:8'])
  expect(result).toMatchObject({ imported: 2, known: 0, contradictions: [], refusedCount: 0, refused: [] })
  expect(after.clusters()).toEqual(['crm:1', 'crm:2 erp:8', 'erp:7'])
  expect(later.clusters()).toEqual(after.clusters())
})

test('a file taken over twice changes nothing, and an older word of a person does not outrank a newer one', async () => {
  await using folder = await nightFolder(plan, files)
  const text = `${header}crm:1,erp:7,different,jana,two people,2025-06-30T14:00:00+02:00\n`

  await folder.night(nights[0])
  await imports(folder, text)
  expect(await imports(folder, text)).toMatchObject({ imported: 0, known: 1 })
  expect(await imports(folder, `${header}erp:7,crm:1,same,Jana,one person,2024-01-01T00:00:00Z\n`)).toMatchObject({
    imported: 0,
    known: 1,
  })
  expect((await folder.night(nights[1])).clusters()).toEqual(['crm:1', 'crm:2', 'erp:7', 'erp:8'])
})

test('a line that cannot be taken over is told with its reason, and the others are', async () => {
  await using folder = await nightFolder(plan, files)

  await folder.night(nights[0])
  const result = await imports(
    folder,
    [
      header.trim(),
      'crm:1,erp:7,different,jana,two people,',
      'crm:9,erp:7,same,jana,x,',
      'crm:1,crm:1,same,jana,x,',
      'crm:1,erp:8,equal,jana,x,',
      'crm:1,erp:8,same,,x,',
      'crm:1,erp:8,same,jana,,',
      'crm:1,erp:8,same,jana,x,yesterday',
      '',
    ].join('\n'),
  )

  expect(result).toMatchObject({
    imported: 1,
    known: 0,
    refusedCount: 6,
    refused: [
      { line: 3, reason: 'no record is named as in left; names are system:key' },
      { line: 4, reason: 'left and right are the same record' },
      { line: 5, reason: 'verdict is neither same nor different' },
      { line: 6, reason: 'by is empty: whose word it is must be known' },
      { line: 7, reason: 'reason is empty' },
      { line: 8, reason: 'decided_at is no instant with offset such as 2025-06-30T14:00:00+02:00' },
    ],
  })
})

test('a file without the columns is refused as a whole', async () => {
  await using folder = await nightFolder(plan, files)

  await folder.night(nights[0])
  await expect(imports(folder, 'a,b\ncrm:1,erp:7\n')).rejects.toMatchObject({ code: 'DECISIONS_COLUMNS_MISSING' })
  await expect(imports(folder, `${header}"crm:1,erp:7`)).rejects.toMatchObject({ code: 'DECISIONS_UNREADABLE' })
})
