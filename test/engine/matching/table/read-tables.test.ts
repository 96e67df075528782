import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf } from '../../../../engine/matching/table/match-table.ts'
import { readTables, type TableTools } from '../../../../engine/matching/table/read-tables.ts'
import { tableValues } from './table-values.ts'

const inline: TableTools = { workerCount: 1 }
const all = { ignored: [] }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)

  await writeFile(path, content)

  return path
}

const idsOf = async (paths: readonly string[], options: Parameters<typeof readTables>[1] = all) => {
  const { count, ids } = await readTables(paths, options, inline)

  return Array.from({ length: count }, (_, record) => idOf(ids, record))
}

test('records come in the order of their ids, compared as text', async () => {
  const path = await file('people.csv', 'ID,name\n10,Eva\n" 9\u00a0",Jan\n100 ,\n')

  expect(await idsOf([path])).toEqual(['10', '100', '9'])
  expect(await tableValues([path], all, inline)).toEqual([['Eva'], [''], ['Jan']])
})

test('rows without an id column are numbered and stay as they are', async () => {
  const path = await file('numbered.csv', 'name\nEva\n\nJan\n')

  expect(await idsOf([path])).toEqual(['1', '2'])
})

test('an id column whose values repeat is a column like any other', async () => {
  const path = await file('repeated.csv', 'id,name\n7,Eva\n7,Jan\n')

  expect(await idsOf([path])).toEqual(['1', '2'])
  expect(await tableValues([path], all, inline)).toEqual([
    ['7', 'Eva'],
    ['7', 'Jan'],
  ])
})

test('ids that two files share are told apart by the names of the files', async () => {
  const shop = await file('shop.csv', 'id,name\n1,Eva\n2,Jan\n')
  const crm = await file('crm.csv.gz', gzipSync('name;id\nEva;1\n'))
  const other = await file('other.csv', 'id,city\nx,Brno\n')

  expect(await idsOf([shop, crm])).toEqual(['crm:1', 'shop:1', 'shop:2'])
  expect(await idsOf([shop, other])).toEqual(['x', '1', '2'])
  expect(await tableValues([shop, other], all, inline)).toEqual([
    ['Brno', ''],
    ['', 'Eva'],
    ['', 'Jan'],
  ])
})

test('rows that cannot be taken are left out and counted with line and reason', async () => {
  const path = await file(
    'ragged.csv',
    'id,name,city\n1,"Eva",Brno,more\n ,Jan,Brno\n3,"x"y,z\n4\n5,a\0b,c\n6,"d\n""e""",f\n',
  )
  const table = await readTables([path], all, inline)

  expect(table.rejectedCount).toBe(4)
  expect(table.rejectedRows).toEqual([
    { file: 'ragged', line: 2, reason: 'too-many-fields' },
    { file: 'ragged', line: 3, reason: 'id-missing' },
    { file: 'ragged', line: 4, reason: 'misplaced-quote' },
    { file: 'ragged', line: 6, reason: 'nul-character' },
  ])
  expect(await tableValues([path], all, inline)).toEqual([
    ['', ''],
    ['d\n"e"', 'f'],
  ])
})

test.each([
  ['an empty file', '', all, 'TABLE_EMPTY', {}],
  ['a file of empty lines', '\n\r\n', all, 'TABLE_EMPTY', {}],
  ['another encoding', Buffer.from('id,n\n1,a\n2,M\xfcller\n3,b\n', 'latin1'), all, 'TABLE_NOT_UTF8', { line: 3 }],
  ['half a character at the end', Buffer.from('id\n1\n2\xc3', 'latin1'), all, 'TABLE_NOT_UTF8', { line: 3 }],
  ['a lone surrogate', Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), all, 'TABLE_NOT_UTF8', { line: 2 }],
  ['UTF-16', Buffer.from('\ufeffid,n\n', 'utf16le'), all, 'TABLE_NOT_UTF8', { found: 'UTF-16' }],
  ['a header with NUL characters', 'i\0d,n\n', all, 'TABLE_HEADER_INVALID', {}],
  ['one name for two columns', 'id,n,m,n\n', all, 'TABLE_COLUMN_REPEATED', { first: 2, second: 4 }],
  [
    'an id column that is not there',
    'id,n\n',
    { id: 'key', ignored: [] },
    'TABLE_COLUMN_MISSING',
    { columns: 'id, n' },
  ],
  ['an ignored column that is not there', 'id,n\n', { ignored: ['m'] }, 'ARGUMENT_INVALID', { found: 'm' }],
  ['a quote that never closes', 'id,n\n1,"a\n"\n2,"\nb\n', all, 'TABLE_QUOTE_UNCLOSED', { line: 4 }],
  ['a repeated id', 'n\n\nx\n"y\n"\nx\n', { id: 'n', ignored: [] }, 'TABLE_ID_REPEATED', { first: 3, second: 6 }],
] as const)('%s is refused in words', async (name, content, options, code, parameters) => {
  const path = await file(`${name}.csv`, content)

  await expect(readTables([path], options, inline)).rejects.toMatchObject({ code, parameters })
})

test('a header without rows is a table without records', async () => {
  const table = await readTables([await file('header.csv', 'id,name')], all, inline)

  expect(table.count).toBe(0)
  expect(table.columns.map(({ name, texts }) => [name, texts.size])).toEqual([['name', 1]])
})

test('a file that is not there, a folder and a .gz cut short are refused in words', async () => {
  const cut = await file('cut.csv.gz', gzipSync('id,name\n' + '1,Eva\n'.repeat(100)).subarray(0, 24))

  await expect(readTables([join(folder, 'none.csv')], all, inline)).rejects.toMatchObject({ code: 'TABLE_UNREADABLE' })
  await expect(readTables([folder], all, inline)).rejects.toMatchObject({ parameters: { cause: 'not a regular file' } })
  await expect(readTables([cut], all, inline)).rejects.toMatchObject({ code: 'TABLE_UNREADABLE' })
})

test('a cell of 100 KB and one of odd characters are kept whole', async () => {
  const long = 'ž🙂'.repeat(20_000)
  const path = await file('long.csv', `id,name\n1,${long}\n2,\ufeffعمر\n`)

  expect(await tableValues([path], all, { ...inline, pieceBytes: 1000 })).toEqual([[long], ['عمر']])
})

test('a record without an end is refused before it fills the memory', async () => {
  const endless = Buffer.alloc(40 << 20, 'x')
  const quoted = Buffer.concat([Buffer.from('id,n\n1,a\n2,"'), endless])
  const expected = { code: 'TABLE_RECORD_TOO_LARGE', parameters: { line: 3 } }

  await expect(readTables([await file('quoted.csv', quoted)], all, inline)).rejects.toMatchObject(expected)
  await expect(
    readTables([await file('plain.csv', Buffer.concat([Buffer.from('n\n1\n'), endless]))], all, inline),
  ).rejects.toMatchObject(expected)
})

test('every file has its own delimiter, line end and width', async () => {
  const paths = [
    await file('a.csv', 'id,name,city\r\n1,Eva,Brno\r\n'),
    await file('b.csv', '\ufeff"city";"id"\n"Plzeň ";2'),
    await file('c.csv', 'name\tid\rJan\t3\r'),
    await file(
      'd.csv',
      `${Array.from({ length: 3000 }, (_, index) => `c${index}`).join('|')}|id\n${'x|'.repeat(3000)}4\n`,
    ),
  ]
  const values = await tableValues(paths, all, inline)

  expect(values.map((row) => row.slice(0, 4))).toEqual([
    ['Eva', 'Brno', '', ''],
    ['', 'Plzeň', '', ''],
    ['Jan', '', '', ''],
    ['', '', 'x', 'x'],
  ])
  expect(values.map((row) => row.length)).toEqual([3002, 3002, 3002, 3002])
})

test('a reading that is stopped ends', async () => {
  const controller = new AbortController()
  const path = await file('stopped.csv', `n\n${'x\n'.repeat(5000)}`)
  const progress = () => controller.abort()
  const tools = { workerCount: 2, pieceBytes: 1000, bytesInlineMax: 0, signal: controller.signal, progress }

  await expect(readTables([path], all, tools)).rejects.toThrow('aborted')
})

test('of many rejected rows the first thousand are kept and all are counted', async () => {
  const table = await readTables([await file('many.csv', `n\n${'x,y\n'.repeat(1200)}`)], all, inline)

  expect([table.rejectedCount, table.rejectedRows.length]).toEqual([1200, 1000])
})

test('values are told apart where what is kept of their hashes agrees', async () => {
  const letter = (value: number) => String.fromCharCode(97 + (value % 26))
  const word = (index: number) => [0, 1, 2, 3].map((place) => letter(Math.floor(index / 26 ** place))).join('')
  const words = Array.from({ length: 200_000 }, (_, index) => word(index))
  const path = await file('words.csv', `n\n${[...words, ...words].join('\n')}\n`)

  expect((await tableValues([path], all, inline)).flat()).toEqual([...words, ...words])
})
