import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { fixedWidth } from '../../../connectors/fixed-width/fixed-width.ts'
import { readFiles } from '../read-files.ts'

const FIELDS = [
  { name: 'sku', start: 1, length: 6 },
  { name: 'name', start: 7, length: 10 },
  { name: 'price', start: 17, length: 7, decimals: 2 },
]
const HAMMER = 'A-0001HAMMER    0001250'
const NAILS = 'A-0002NAILS     000099M'

const read = (content: string | Uint8Array, select: object = {}, config: object = {}) =>
  readFiles(fixedWidth, { 'stock.txt': content }, { file: 'stock.txt', key: 'sku', fields: FIELDS, ...select }, config)

test('fields are cut at their places, trimmed, and decimals filled in', async () => {
  const { rows, end } = await read(`${HAMMER}\r\n${NAILS}\r\n`)
  expect(rows).toEqual([
    { sourceKey: 'A-0001', changedAt: null, fields: { sku: 'A-0001', name: 'HAMMER', price: '12.50' } },
    { sourceKey: 'A-0002', changedAt: null, fields: { sku: 'A-0002', name: 'NAILS', price: '-9.94' } },
  ])
  expect(end).toMatchObject({ isComplete: true, proof: 'end-of-file', columns: ['sku', 'name', 'price'] })
})

test('padding is kept where the plan says so, and a blank field is null all the same', async () => {
  const fields = FIELDS.map((field) => ({ ...field, trim: false }))
  const { rows } = await read(`${HAMMER}\nA-0002                 \n`, { fields })
  expect(rows.map(({ fields }) => fields)).toEqual([
    { sku: 'A-0001', name: 'HAMMER    ', price: '12.50' },
    { sku: 'A-0002', name: null, price: null },
  ])
})

test('places are characters of the decoded text, whatever the code page', async () => {
  const line = 'A-0001KLADÍVKO  0001250\n'
  for (const encoding of ['utf-8', 'cp852', 'windows-1250']) {
    const { rows } = await read(iconv.encode(line, encoding), {}, { encoding })
    expect(rows[0]?.fields).toEqual({ sku: 'A-0001', name: 'KLADÍVKO', price: '12.50' })
  }
})

test.each([
  [NAILS.slice(0, -1), 'line-too-short'],
  [`${NAILS} `, 'line-too-long'],
  [NAILS.replace('A', '\0'), 'nul-character'],
])('a record %j is rejected as %s and the others are read', async (line, reason) => {
  const { rows, rejections, end } = await read(`${HAMMER}\n${line}\n${HAMMER}\n`)
  expect(rows.length).toBe(2)
  expect(rejections).toMatchObject([{ position: 'stock.txt:2', reason }])
  expect(end.isComplete).toBe(true)
})

test('a longer record length leaves room for fields nobody reads', async () => {
  const { rows, rejections } = await read(`${HAMMER}  \n${NAILS}\n`, { lineLength: 25 })
  expect(rows.length).toBe(1)
  expect(rejections).toMatchObject([{ position: 'stock.txt:2', reason: 'line-too-short' }])
})

test('empty lines are no records', async () => {
  const { rows, rejections } = await read(`\r\n${HAMMER}\r\n\r\n${NAILS}\r\n\r\n`)
  expect(rows.length).toBe(2)
  expect(rejections).toEqual([])
})

const trailer = { marker: 'T', countStart: 2, countLength: 6 }

test.each([
  [`${HAMMER}\n${NAILS}\nT000002\n`, { isComplete: true, proof: 'trailer-count', expectedCount: 2, rowCount: 2 }],
  [`${HAMMER}\nshort\nT000002\r\n\x1a`, { isComplete: true, expectedCount: 2, rowCount: 1 }],
  [`T${HAMMER.slice(1)}\nT000001`, { isComplete: true, rowCount: 1 }],
  [`${HAMMER}\nT000002\n`, { isComplete: false, reason: 'stock.txt: the trailer counts 2 records, 1 were read' }],
  [`${HAMMER}\n${NAILS}\n`, { isComplete: false, reason: 'stock.txt ends without its trailer' }],
  [`${HAMMER}\nTxxxxxx\n`, { isComplete: false, reason: 'stock.txt ends without its trailer' }],
  [`${HAMMER}\nT000001\n${NAILS}\n`, { isComplete: false, reason: 'stock.txt ends without its trailer' }],
])('the trailer of %j is weighed', async (content, end) => {
  expect((await read(content, { trailer })).end).toMatchObject(end)
})

test('a header line is no record, and its absence is refused', async () => {
  const header = { marker: 'H' }
  expect((await read(`H20260304\n${HAMMER}\n`, { header })).rows.length).toBe(1)
  await expect(read(`${HAMMER}\n`, { header })).rejects.toMatchObject({ code: 'SOURCE_FORMAT_INVALID' })
})

test.each([
  ['', {}, 'SOURCE_FILE_EMPTY'],
  [`${HAMMER}\n`, { key: 'number' }, 'SOURCE_COLUMN_MISSING'],
  [`${HAMMER}\n`, { changedAt: 'touched' }, 'SOURCE_COLUMN_MISSING'],
  [`${HAMMER}\n`, { file: 'stock-*.txt' }, 'SOURCE_FILE_MISSING'],
])('%j with %j is refused as a whole', async (content, select, code) => {
  await expect(read(content, select)).rejects.toMatchObject({ code })
})

test('two fields of one name are refused by the plan', () => {
  const fields = [...FIELDS, { name: 'sku', start: 30, length: 1 }]
  expect(fixedWidth.select.safeParse({ file: 'x', key: 'sku', fields }).success).toBe(false)
})
