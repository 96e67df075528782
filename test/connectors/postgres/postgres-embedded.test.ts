import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgres } from '../../../connectors/postgres/postgres.ts'
import { readAll } from '../read-all.ts'
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.ts'

const SELECT = { table: 'erp.samples', key: 'id' }

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await temporaryFolder()
  const database = await PGlite.create(join(folder.path, 'erp'))
  await database.exec(`
    SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY';
    CREATE SCHEMA erp;
    CREATE TABLE erp.samples (id int PRIMARY KEY, code text, amount numeric(12,2), big bigint, paid boolean, on_day date,
      at_local timestamp, at_instant timestamptz, raw bytea, tags text[], extra jsonb, ratio float8);
    INSERT INTO erp.samples VALUES (1, '0012', 10.10, 9007199254740993, true, '2026-03-04', '2026-03-04 05:06:07.123',
      '2026-03-04 05:06:07+01', '\\x00ff', '{a,"b c"}', '{"k": 1.10}', 0.1);
    INSERT INTO erp.samples (id) VALUES (2)`)
  await database.close()
}, 60_000)
afterAll(() => folder[Symbol.asyncDispose]())

const open = (name = 'erp') =>
  postgres.open(postgres.config.parse({ url: `pglite://${name}` }), {
    baseDir: folder.path,
    signal: new AbortController().signal,
  })

test('every type comes as ISO or exact text, whatever the settings of the session that wrote it', async () => {
  await using source = await open()
  const { rows } = await readAll(source.snapshot(SELECT))

  expect(rows[0]?.fields).toEqual({
    id: '1',
    code: '0012',
    amount: '10.10',
    big: '9007199254740993',
    paid: 'true',
    on_day: '2026-03-04',
    at_local: '2026-03-04 05:06:07.123',
    at_instant: '2026-03-04 04:06:07+00',
    raw: '\\x00ff',
    tags: '{a,"b c"}',
    extra: '{"k": 1.10}',
    ratio: '0.1',
  })
  expect(
    Object.values(rows[1]?.fields ?? {})
      .slice(1)
      .every((value) => value === null),
  ).toBe(true)
})

test('corrections of every type keep their precondition', async () => {
  await using source = await open()
  const there = [
    ['paid', 'true', 'false'],
    ['at_instant', '2026-03-04 04:06:07+00', '2026-03-04T07:06:07+02:00'],
    ['raw', '\\x00ff', '\\x01'],
    ['tags', '{a,"b c"}', '{a}'],
    ['extra', '{"k": 1.10}', '{"k":2}'],
    ['ratio', '0.1', '0.2'],
    ['big', '9007199254740993', '9007199254740995'],
  ] as const
  const requests = there.map(([column, before, after]) => ({
    idempotencyKey: column,
    sourceKey: '1',
    changes: [{ column, before, after }],
  }))

  const outcomes = await source.deliver?.(SELECT, 'batch-1', requests)
  expect(outcomes?.map(({ state, reason }) => reason ?? state)).toEqual(there.map(() => 'applied'))
  const back = await source.deliver?.(
    SELECT,
    'batch-2',
    requests.map((request, index) => ({
      ...request,
      changes: [{ column: request.idempotencyKey, before: 'stale', after: there[index]?.[1] ?? null }],
    })),
  )
  expect(back?.map(({ reason }) => reason)).toEqual(there.map(() => 'precondition'))
})

test('two flows of one process share the folder and the last one lets it go', async () => {
  const first = await open()
  const second = await open()
  const readings = await Promise.all([first, second, first].map((source) => readAll(source.snapshot(SELECT))))
  expect(readings.map(({ end }) => end.isComplete)).toEqual([true, true, true])

  await first[Symbol.asyncDispose]()
  expect(existsSync(join(folder.path, 'erp.lock'))).toBe(true)
  const [, third] = await Promise.all([second[Symbol.asyncDispose](), open()])
  expect((await readAll(third.snapshot(SELECT))).end.isComplete).toBe(true)
  await third[Symbol.asyncDispose]()
  expect(existsSync(join(folder.path, 'erp.lock'))).toBe(false)
})

test('a folder that another living process uses is left alone', async () => {
  writeFileSync(join(folder.path, 'erp.lock'), String(process.ppid))
  await expect(open()).rejects.toMatchObject({ code: 'SOURCE_BUSY', parameters: { pid: process.ppid } })
  writeFileSync(join(folder.path, 'erp.lock'), '')
  await using source = await open()
  expect((await source.probe(SELECT)).columns).toContain('amount')
})

test('a folder that is not there is named and not created', async () => {
  await expect(open('elsewhere')).rejects.toMatchObject({ code: 'SOURCE_FILE_MISSING' })
  expect(readdirSync(folder.path)).not.toContain('elsewhere')
})

test('a folder that holds no database it can start is a coded error', async () => {
  mkdirSync(join(folder.path, 'broken'))
  writeFileSync(join(folder.path, 'broken', 'PG_VERSION'), '9.4\n')
  await expect(open('broken')).rejects.toMatchObject({ code: 'SOURCE_FORMAT_INVALID' })
  expect(existsSync(join(folder.path, 'broken.lock'))).toBe(false)
}, 60_000)

test('a schema, a table and a column that are not there are named', async () => {
  await using source = await open()
  for (const table of ['samples', 'nowhere.samples', 'erp.orders'])
    await expect(source.probe({ ...SELECT, table })).rejects.toMatchObject({
      code: 'SOURCE_TABLE_MISSING',
      parameters: { table },
    })
  await expect(readAll(source.snapshot({ ...SELECT, key: 'number' }))).rejects.toMatchObject({
    code: 'SOURCE_COLUMN_MISSING',
  })
  expect((await readAll(source.snapshot(SELECT))).rows).toHaveLength(2)
})
