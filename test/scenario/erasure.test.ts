import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goldenSheet } from '../../engine/golden/golden-sheet.ts'
import { erasePerson } from '../../engine/operations/erase-person.ts'
import { verifyAudit } from '../../engine/operations/verify-audit.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { eventsAfter } from '../../engine/store/golden/golden-events.ts'
import { openStore } from '../../engine/store/store.ts'
import { header, personal, petr, remains, request, threeNights, toolsOf } from '../support/erased-person.ts'
import { csv, rows } from '../support/page.ts'
import { storeDump } from '../support/store-dump.ts'

test('no table keeps a value of a person who was erased; the audit still verifies and the old ids say so', async () => {
  await using folder = await threeNights()
  const { store } = folder
  const id = (await goldenSheet(store, 'crm:1042', undefined)).id
  const before = await remains(store)
  const petrBefore = await goldenSheet(store, 'crm:2', undefined)
  const result = await erasePerson(request, toolsOf(folder))

  expect(new Set(before.map((line) => line.split(':')[0]))).toEqual(
    new Set(Object.keys(result.tables).filter((table) => before.some((line) => line.startsWith(`${table}:`)))),
  )
  expect(before.length).toBeGreaterThan(20)
  expect(await remains(store)).toEqual([])
  expect(result).toMatchObject({
    goldenIds: [id],
    records: ['crm:1042', 'erp:77', 'mailing:m1', 'mailing:m2'],
    keptDocuments: { order: 1 },
  })
  expect(await verifyAudit(store)).toMatchObject({ broken: null })
  for (const name of [id, 'crm:1042', 'erp:77'])
    await expect(goldenSheet(store, name, undefined)).rejects.toMatchObject({ code: 'GOLDEN_ERASED' })
  expect(await goldenSheet(store, 'crm:2', undefined)).toEqual(petrBefore)
  expect(await eventsAfter(store, { run: 0, phase: 0, key: '' }, { limit: 10, goldenId: id })).toMatchObject([
    { kind: 'created' },
    { kind: 'retired', into: null },
  ])
})

test('the next nights refuse the rows of an erased person until their systems delete them', async () => {
  await using folder = await threeNights()

  await erasePerson(request, toolsOf(folder))
  const night = await folder.night('2026-03-04T02:00:00Z')

  expect(night.says('rejections', 'system', 'source_key', 'reason')).toEqual(
    rows(`
      crm      1042  erased
      erp      77    erased
      mailing  m1    erased
      mailing  m2    erased
    `),
  )
  expect(night.clusters()).toEqual(['crm:2 erp:2', 'erp:9'])
  expect((await remains(folder.store)).filter((line) => !line.startsWith('staging.rejection'))).toEqual([])
  await folder.write({
    'crm.csv': csv([header, petr].join('\n')),
    'erp.csv': csv(
      [header, petr, '9  Jana Nezapomenutelna  jana.jina@jinde.cz  -  -  Brno  2026-01-05T08:00:00Z'].join('\n'),
    ),
    'mails.csv': csv('id  campaign  recipient  sent  status\nm3  spring  petr@example.cz  2026-02-02T08:00:00Z  sent'),
  })
  expect((await folder.night('2026-03-05T02:00:00Z')).says('rejections', 'reason')).toEqual([])
})

test('a dry run says the same and changes nothing', async () => {
  await using folder = await threeNights()
  const before = await storeDump(folder.store)
  const tried = await erasePerson({ ...request, isDryRun: true }, toolsOf(folder))

  expect(await storeDump(folder.store)).toEqual(before)
  expect(await erasePerson(request, toolsOf(folder))).toEqual(tried)
  await expect(erasePerson(request, toolsOf(folder))).rejects.toMatchObject({ code: 'GOLDEN_ERASED' })
})

test('no file of an embedded store keeps a value of an erased person', { timeout: 120_000 }, async () => {
  const path = await mkdtemp(join(tmpdir(), 'erased-'))

  try {
    {
      await using store = await openStore({ folder: join(path, 'store') })
      await migrate(store)
      await using folder = await threeNights(store)
      await erasePerson(request, toolsOf(folder))
    }
    const found: string[] = []

    for (const entry of await readdir(join(path, 'store'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const content = await readFile(join(entry.parentPath, entry.name))

      found.push(
        ...personal
          .filter((value) => content.includes(value))
          .map((value) => `${entry.parentPath}/${entry.name}: ${value}`),
      )
    }
    expect(found).toEqual([])
  } finally {
    await rm(path, { recursive: true, force: true })
  }
})
