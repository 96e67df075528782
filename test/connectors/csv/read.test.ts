import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { csv } from '../../../connectors/csv/csv.ts'
import { readFiles } from '../read-files.ts'

const read = (content: string | Uint8Array, select: object = {}, config: object = {}) =>
  readFiles(csv, { 'people.csv': content }, { file: 'people.csv', key: 'id', ...select }, config)

const TEXT = 'id;name\r\n1;"Žofie; ""Žo"""\r\n2;Łukasz\r\n'

test.each([
  ['utf-8', {}],
  ['windows-1250', { encoding: 'windows-1250' }],
  ['cp852', { encoding: 'cp852' }],
  ['iso-8859-2', { encoding: 'iso-8859-2' }],
])('%s is decoded', async (encoding, config) => {
  const { rows, end } = await read(iconv.encode(TEXT, encoding), {}, config)
  expect(rows.map(({ fields }) => fields)).toEqual([
    { id: '1', name: 'Žofie; "Žo"' },
    { id: '2', name: 'Łukasz' },
  ])
  expect(end.columns).toEqual(['id', 'name'])
})

test.each([['utf-8'], ['utf-16le'], ['utf-16be']])(
  'a byte order mark of %s outranks the configured encoding',
  async (encoding) => {
    const { rows, end } = await read(iconv.encode(TEXT, encoding, { addBOM: true }), {}, { encoding: 'windows-1250' })
    expect(rows.map(({ fields }) => fields['name'])).toEqual(['Žofie; "Žo"', 'Łukasz'])
    expect(end.columns).toEqual(['id', 'name'])
  },
)

test.each([
  ['id,name\n1,Eva\n'],
  ['id;name\n1;Eva\n'],
  ['id\tname\n1\tEva\n'],
  ['id|name\n1|Eva\n'],
  ['id,"name; first; last"\n1,Eva\n'],
])('the delimiter of %j is found in its header', async (content) => {
  expect(Object.values((await read(content)).rows[0]?.fields ?? {})).toEqual(['1', 'Eva'])
})

test('values are not touched, and nothing is null', async () => {
  const { rows } = await read('id,name,note\n 1 , 0012.50,""\n')
  expect(rows).toEqual([{ sourceKey: ' 1 ', changedAt: null, fields: { id: ' 1 ', name: ' 0012.50', note: null } }])
})

test('an inch sign inside a field opens no quote', async () => {
  const { rows } = await read('id,name\n1,Pipe 5" long\n2,Eva\n')
  expect(rows.map(({ fields }) => fields['name'])).toEqual(['Pipe 5" long', 'Eva'])
})

test('quotes are ordinary where the export never quotes', async () => {
  const { rows } = await read('id;name\n1;"Eva\n2;Jan"\n', {}, { quote: null })
  expect(rows.map(({ fields }) => fields['name'])).toEqual(['"Eva', 'Jan"'])
})

test('a file without header takes the names of the plan', async () => {
  const { rows, end } = await read('1;Eva\n2;Jan\n', { header: ['id', 'name'] })
  expect(rows.map(({ sourceKey }) => sourceKey)).toEqual(['1', '2'])
  expect(end.columns).toEqual(['id', 'name'])
})

test('a nameless column is called by its place, and a DOS end mark is no row', async () => {
  const { rows, rejections } = await read('id;;name\r\n1;x;Eva\r\n\x1a')
  expect(rows.map(({ fields }) => fields)).toEqual([{ id: '1', column_2: 'x', name: 'Eva' }])
  expect(rejections).toEqual([])
})

test('a data row that begins like the trailer is data unless it is the last', async () => {
  const { rows, end } = await read('id,name\nEND,7\n1,Eva\nEND,2\n', { trailer: { marker: 'END' } })
  expect(rows.map(({ sourceKey }) => sourceKey)).toEqual(['END', '1'])
  expect(end.isComplete).toBe(true)
})

test.each([
  [{ encoding: 'klingon' }, 'an encoding such as'],
  [{ delimiter: ';;' }, 'exactly|1 character'],
  [{ seperator: ';' }, 'seperator'],
])('the config %j is refused', (config, message) => {
  expect(csv.config.safeParse(config).error?.message).toMatch(new RegExp(message))
})
