import { expect, test } from 'vitest'
import { jsonl } from '../../../connectors/jsonl/jsonl.ts'
import { readFiles } from '../read-files.ts'

const read = (content: string | Uint8Array, select: object = {}) =>
  readFiles(jsonl, { 'p.jsonl': content }, { file: 'p.jsonl', key: 'id', ...select })

const keys = (rows: readonly { sourceKey: string }[]) => rows.map(({ sourceKey }) => sourceKey)

test('a key may lie inside a nested object', async () => {
  const { rows } = await read('{"order":{"no":7,"at":"2026-01-02"}}\n', { key: ['order.no'], changedAt: 'order.at' })
  expect(rows).toEqual([
    { sourceKey: '7', changedAt: '2026-01-02', fields: { 'order.no': '7', 'order.at': '2026-01-02' } },
  ])
})

test('the columns are all fields seen, in order of first appearance', async () => {
  const { end } = await read('{"id":1,"b":2}\n{"a":3,"id":2}\n')
  expect(end.columns).toEqual(['id', 'b', 'a'])
})

test.each([
  ['{"id":2', 'invalid-json'],
  ['[2]', 'not-an-object'],
  [`{"id":2,"note":"${'x'.repeat(2 ** 20 + 1)}"}`, 'field-too-large'],
  [`{"id":2,"note":"${'x'.repeat(10 * 2 ** 20)}"}`, 'row-too-large'],
  ['{"id":2,"note":"a\\u0000b"}', 'nul-character'],
])('one bad line (%#) is rejected and the others are read', async (line, reason) => {
  const { rows, rejections, end } = await read(`{"id":1}\n${line}\n{"id":3}\n`)

  expect(keys(rows)).toEqual(['1', '3'])
  expect(rejections).toMatchObject([{ position: 'p.jsonl:2', reason, raw: line.slice(0, 200), sourceKey: null }])
  expect(end).toMatchObject({ isComplete: true, rowCount: 2 })
})

test('only the line with invalid UTF-8 is rejected', async () => {
  const bytes = Buffer.from('{"id":1,"n":"Ž"}\n{"id":2,"n":"?"}\n{"id":3,"n":"ž"}\n')
  bytes[bytes.indexOf('?')] = 0xff
  const { rows, rejections } = await read(bytes)
  expect(keys(rows)).toEqual(['1', '3'])
  expect(rejections).toMatchObject([{ position: 'p.jsonl:2', reason: 'invalid-utf8' }])
})

test.each([['{"id":1}\n{"id":2,"na'], ['{"id":1}\n{"id":2,"n":"\u017d"'], ['{"id":1}\n{']])(
  'a last line cut in the middle makes %j incomplete',
  async (content) => {
    const { rows, rejections, end } = await read(content)
    expect(keys(rows)).toEqual(['1'])
    expect(rejections).toEqual([])
    expect(end).toMatchObject({ isComplete: false, proof: 'none', reason: 'p.jsonl: the last line is cut off' })
  },
)

test('a cut inside a character is a cut, not damage', async () => {
  const bytes = Buffer.from('{"id":1}\n{"id":2,"n":"Ž')
  const { rejections, end } = await read(bytes.subarray(0, -1))
  expect(rejections).toEqual([])
  expect(end.isComplete).toBe(false)
})

test('a last line without newline that is whole is a record', async () => {
  const { rows, end } = await read('{"id":1}\r\n\r\n{"id":2}')
  expect(keys(rows)).toEqual(['1', '2'])
  expect(end.isComplete).toBe(true)
})

const endMarker = { field: 'type', value: 'end', countField: 'count' }

test.each([
  ['{"id":1}\n{"type":"end","count":1}\n', { isComplete: true, proof: 'trailer-count', expectedCount: 1, rowCount: 1 }],
  ['{"id":1}\n{"id":\n{"type":"end","count":2}\n', { isComplete: true, expectedCount: 2, rowCount: 1 }],
  [
    '{"id":1}\n{"type":"end","count":2}\n',
    { isComplete: false, reason: 'p.jsonl: the trailer counts 2 records, 1 were read' },
  ],
  ['{"id":1}\n', { isComplete: false, reason: 'p.jsonl ends without its trailer' }],
  ['{"id":1}\n{"type":"end","count":1}\n{"id":2}\n', { isComplete: false, reason: 'p.jsonl ends without its trailer' }],
])('the end marker of %j is weighed', async (content, end) => {
  expect((await read(content, { endMarker })).end).toMatchObject(end)
})

test.each([
  ['', {}, 'SOURCE_FILE_EMPTY'],
  ['\n', {}, 'SOURCE_FILE_EMPTY'],
  ['[{"id":1},\n{"id":2}]\n', {}, 'SOURCE_FORMAT_INVALID'],
  ['{"no":1}\n', {}, 'SOURCE_COLUMN_MISSING'],
  ['{"id":1}\n', { file: 'q.jsonl' }, 'SOURCE_FILE_MISSING'],
])('%j with %j is refused as a whole', async (content, select, code) => {
  await expect(read(content, select)).rejects.toMatchObject({ code })
})

test('a wrong key name is noticed early, not after a million rows', async () => {
  const content = Array.from({ length: 5_000 }, (_, index) => `{"no":${index}}\n`).join('')
  await expect(read(content)).rejects.toMatchObject({ code: 'SOURCE_COLUMN_MISSING' })
})
