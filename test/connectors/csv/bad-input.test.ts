import { gzipSync } from 'node:zlib'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { csv } from '../../../connectors/csv/csv.ts'
import { liveHeapBytes } from '../live-heap.ts'
import { readFiles, type FileContent } from '../read-files.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const read = (content: string | Uint8Array, select: object = {}, config: object = {}) =>
  readFiles(csv, { 'people.csv': content }, { file: 'people.csv', key: 'id', ...select }, config)

const readMany = (files: FileContent, select: object) => readFiles(csv, files, { key: 'id', ...select })

const names = (rows: readonly { fields: Readonly<Record<string, string | null>> }[]) =>
  rows.map(({ fields }) => fields['name'])

test.each([
  ['id,name\n1,Eva\n2,Jan,extra\n3,Ota\n', 'too-many-fields', '2,Jan,extra\n'],
  ['id,name\n1,Eva\n2\n3,Ota\n', 'too-few-fields', '2\n'],
  ['id,name\n1,Eva\n2,"Jan"x\n3,Ota\n', 'misplaced-quote', '2,"Jan"x\n'],
  ['id,name\n1,Eva\n2,Ja\0n\n3,Ota\n', 'nul-character', '2,Ja␀n\n'],
])('one bad row of %j is rejected as %s and the others are read', async (content, reason, raw) => {
  const { rows, rejections, end } = await read(content)

  expect(names(rows)).toEqual(['Eva', 'Ota'])
  expect(rejections).toEqual([{ position: 'people.csv:3', reason, raw, sourceKey: null }])
  expect(end).toMatchObject({ isComplete: true, rowCount: 2 })
})

test('only the row with invalid UTF-8 is rejected, and a real replacement character is kept', async () => {
  const bytes = Buffer.from('id,name\n1,Žofie\n2,"J?n"\n3,\ufffd\n')
  bytes[bytes.indexOf('?')] = 0xe9

  const { rows, rejections } = await read(bytes)
  expect(names(rows)).toEqual(['Žofie', '\ufffd'])
  expect(rejections).toMatchObject([{ position: 'people.csv:3', reason: 'invalid-utf8', raw: '2,"J\ufffdn"\n' }])
})

test('a byte that windows-1250 does not know costs its row', async () => {
  const bytes = iconv.encode('id;name\n1;Žofie\n2;J?n\n', 'windows-1250')
  bytes[bytes.indexOf('?')] = 0x81

  const { rows, rejections } = await read(bytes, {}, { encoding: 'windows-1250' })
  expect(names(rows)).toEqual(['Žofie'])
  expect(rejections).toMatchObject([{ position: 'people.csv:3', reason: 'invalid-encoding' }])
})

test('characters across chunk borders are not taken for damage', async () => {
  const row = (index: number) => `${index},${'ž€😀'.repeat(40)}\n`
  const content = `id,name\n${Array.from({ length: 5_000 }, (_, index) => row(index)).join('')}`

  const { rows, rejections } = await read(content)
  expect(rejections).toEqual([])
  expect(new Set(names(rows))).toEqual(new Set(['ž€😀'.repeat(40)]))
  expect(rows.length).toBe(5_000)
})

const HUGE = 'x'.repeat(10 * 2 ** 20)

test.each([
  ['unquoted', `id,name,note\n1,Eva,a\n2,Jan,${HUGE}\n3,Ota,c\n`],
  ['quoted with newlines', `id,name,note\n1,Eva,a\n2,Jan,"${HUGE.replaceAll('xxxxxxxx', 'xx""x,\nx')}"\n3,Ota,c\n`],
  ['a little over 1 MiB', `id,name,note\n1,Eva,a\n2,Jan,${'x'.repeat(2 ** 20 + 1)}\n3,Ota,c\n`],
])('a field too large (%s) is rejected without being held, and the rows after it are read', async (_, content) => {
  const { rows, rejections, end } = await read(content)

  expect(names(rows)).toEqual(['Eva', 'Ota'])
  expect(rejections).toMatchObject([{ position: 'people.csv:3', reason: 'field-too-large' }])
  expect(rejections[0]?.raw.length).toBe(200)
  expect(end.isComplete).toBe(true)
})

test('the line numbers after a dropped field with newlines are right', async () => {
  const { rejections } = await read(`id,name\n1,"${'x\n'.repeat(3_000_000)}"\n2\n`)
  expect(rejections.map(({ position }) => position)).toEqual(['people.csv:2', 'people.csv:3000003'])
})

test('a 200 MB field is read in bounded memory', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder()
  const path = await folder.write('people.csv', 'id,name\n1,"')
  for (let part = 0; part < 20; part++) await appendFile(path, HUGE)
  await appendFile(path, '"\n2,Eva\n')
  const signal = new AbortController().signal
  await using source = await csv.open(csv.config.parse({}), { baseDir: folder.path, signal })
  const before = liveHeapBytes()
  let rowCount = 0

  for await (const { rows } of source.snapshot({ file: 'people.csv', key: 'id' }).batches) rowCount += rows.length
  expect(rowCount).toBe(1)
  expect(liveHeapBytes() - before).toBeLessThan(16 * 2 ** 20)
})

test('a row of many middling fields is too large as a row', async () => {
  const wide = Array.from({ length: 9 }, () => 'x'.repeat(600_000)).join(',')
  const { rejections } = await read(`id,name\n1,${wide}\n2,Eva\n`)
  expect(rejections).toMatchObject([{ reason: 'row-too-large' }])
})

test('a quote that never closes leaves an incomplete snapshot that names its line', async () => {
  const { rows, end } = await read('id,name\n1,Eva\n2,"Jan\n3,Ota\n')

  expect(names(rows)).toEqual(['Eva'])
  expect(end).toMatchObject({
    isComplete: false,
    proof: 'none',
    reason: 'people.csv: a quote opened at line 3 never closes',
  })
})

test('a runaway quote before megabytes of rows is incomplete too', async () => {
  const { end } = await read(`id,name\n1,Eva\n2,"Jan\n${'3,Ota\n'.repeat(800_000)}`)
  expect(end.isComplete).toBe(false)
})

test('a file without a last newline is complete', async () => {
  const { rows, end } = await read('id,name\n1,Eva\n2,Jan')
  expect(names(rows)).toEqual(['Eva', 'Jan'])
  expect(end.isComplete).toBe(true)
})

test('a header without rows is a complete snapshot of nothing', async () => {
  expect((await read('id,name')).end).toMatchObject({ isComplete: true, rowCount: 0, columns: ['id', 'name'] })
})

test.each([
  ['', {}, {}, 'SOURCE_FILE_EMPTY'],
  ['\n\n', {}, {}, 'SOURCE_FILE_EMPTY'],
  ['number,name\n1,Eva\n', {}, {}, 'SOURCE_COLUMN_MISSING'],
  ['id,name\n1,Eva\n', { changedAt: 'touched' }, {}, 'SOURCE_COLUMN_MISSING'],
  ['id;name\n1;Eva\n', {}, { delimiter: ',' }, 'SOURCE_FORMAT_INVALID'],
  ['id,name,id\n1,Eva,2\n', {}, {}, 'SOURCE_FORMAT_INVALID'],
  [Buffer.from([0x69, 0x64, 0x2c, 0xe9, 0x0a, 0x31, 0x2c, 0x32]), {}, {}, 'SOURCE_FORMAT_INVALID'],
])('%j with %j and %j is refused as a whole', async (content, select, config, code) => {
  await expect(read(content, select, config)).rejects.toMatchObject({ code })
})

test('a wrong delimiter is named with the one that would fit', async () => {
  await expect(read('id;name\n1;Eva\n', {}, { delimiter: ',' })).rejects.toMatchObject({
    parameters: {
      found: 'one single column with the delimiter ","',
      allowed: 'config.delimiter ";", or none to detect it',
    },
  })
})

test('an error about columns shows no value of a file that lacks its header', async () => {
  const error = await read('1042,eva@example.cz\n1043,jan@example.cz\n').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SOURCE_COLUMN_MISSING' })
  expect(String(error)).not.toMatch(/example|104/)
})

test.each([[{ file: 'orders.csv' }], [{ file: 'orders-*.csv' }], [{ file: 'no-folder/*.csv' }]])(
  'nothing at %j is a missing file',
  async (select) => {
    await expect(read('id,name\n1,Eva\n', select)).rejects.toMatchObject({ code: 'SOURCE_FILE_MISSING' })
  },
)

test('a folder in place of a file is unreadable', async () => {
  await expect(read('id,name\n', { file: '.' })).rejects.toMatchObject({ code: 'SOURCE_FILE_UNREADABLE' })
})

test('files of a wildcard are read in sorted order, whatever the order of their columns', async () => {
  const files = { 'p-2.csv': 'name,id\nJan,2\n', 'p-1.csv': 'id,name\n1,Eva\n', 'p-10.csv': 'id,name\n3,Ota\n' }
  const { rows, end } = await readMany(files, { file: 'p-*.csv' })

  expect(names(rows)).toEqual(['Eva', 'Ota', 'Jan'])
  expect(end).toMatchObject({ isComplete: true, columns: ['id', 'name'] })
})

test('a file of a wildcard with other columns is refused', async () => {
  const files = { 'p-1.csv': 'id,name\n1,Eva\n', 'p-2.csv': 'id,title\n2,Jan\n' }
  await expect(readMany(files, { file: 'p-*.csv' })).rejects.toMatchObject({ code: 'SOURCE_FORMAT_INVALID' })
})

test.each([
  ['changes', (path: string) => appendFile(path, '9,Iva\n'), 'people.csv changed while it was read'],
  ['vanishes', (path: string) => rm(path), 'a file appeared or vanished while the files were read'],
])('a file that %s while it is read gives an incomplete snapshot', async (_, disturb, reason) => {
  await using folder = await temporaryFolder()
  await folder.write('people.csv', `id,name\n${'1,Eva\n'.repeat(100_000)}`)
  const signal = new AbortController().signal
  await using source = await csv.open(csv.config.parse({}), { baseDir: folder.path, signal })
  const reader = source.snapshot({ file: 'people.csv', key: 'id' })
  let batchCount = 0

  for await (const _batch of reader.batches) if (++batchCount === 1) await disturb(join(folder.path, 'people.csv'))
  expect(reader.end()).toMatchObject({ isComplete: false, proof: 'none', reason })
})

const LONG = `id,name\n${Array.from({ length: 30_000 }, (_, index) => `${index},Name ${(index * 7919) % 30011}\n`).join('')}`

test('a compressed file is read like a plain one', async () => {
  const { rows, end } = await readMany({ 'p.csv.gz': gzipSync(LONG) }, { file: 'p.csv.gz' })
  expect(rows.length).toBe(30_000)
  expect(end.isComplete).toBe(true)
})

test('a compressed file that is cut off gives an incomplete snapshot', async () => {
  const { end } = await readMany({ 'p.csv.gz': gzipSync(LONG).subarray(0, 90_000) }, { file: 'p.csv.gz' })
  expect(end).toMatchObject({ isComplete: false, reason: 'p.csv.gz is cut off', columns: ['id', 'name'] })
})

test('a .gz that is not compressed is refused', async () => {
  await expect(readMany({ 'p.csv.gz': LONG }, { file: 'p.csv.gz' })).rejects.toMatchObject({
    code: 'SOURCE_FORMAT_INVALID',
  })
})

test('a trailer that counts the rows proves completeness, rejected rows included', async () => {
  const trailer = { trailer: { marker: 'END' } }
  const whole = await read('id,name\n1,Eva\n2\nEND,2\n', trailer)
  expect(whole.end).toMatchObject({ isComplete: true, proof: 'trailer-count', expectedCount: 2, rowCount: 1 })

  const short = await read('id,name\n1,Eva\nEND,2\n', trailer)
  expect(short.end).toMatchObject({
    isComplete: false,
    reason: 'people.csv: the trailer counts 2 records, 1 were read',
  })

  const cut = await read('id,name\n1,Eva\n2,Jan\n', trailer)
  expect(cut.end).toMatchObject({ isComplete: false, reason: 'people.csv ends without its trailer' })
})
