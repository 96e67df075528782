import { utils, write, type WorkSheet } from '@e965/xlsx'
import { writeXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { xlsx } from '../../../connectors/xlsx/xlsx.ts'
import { readFiles } from '../read-files.ts'

type Cells = readonly (readonly unknown[])[]

const sheetOf = (cells: Cells): WorkSheet => utils.aoa_to_sheet(cells as unknown[][], { UTC: true, cellDates: true })

/** Written by another library than the one that reads. */
function workbook(sheets: Readonly<Record<string, Cells>>): Uint8Array {
  const book = utils.book_new()
  for (const [name, cells] of Object.entries(sheets)) utils.book_append_sheet(book, sheetOf(cells), name)
  return write(book, { type: 'buffer', compression: true }) as Uint8Array
}

const read = (content: Uint8Array | string, select: object = {}) =>
  readFiles(xlsx, { 'p.xlsx': content }, { file: 'p.xlsx', key: 'id', ...select })

const PEOPLE = [
  ['id', 'name'],
  ['1', 'Eva'],
]

test('cells of every kind become the text a person sees', async () => {
  const cells = [
    ['id', 'since', 'seen', 'balance', 'active', 'note'],
    [1042, new Date('2026-03-04T00:00:00Z'), new Date('2026-03-04T05:06:07Z'), 1234.5, true, ' 0012 '],
    ['C-7', null, null, -0.1, false, 'Žofie\n"x"'],
  ]
  const { rows, end } = await read(workbook({ Sheet: cells }))

  expect(rows.map(({ fields }) => fields)).toEqual([
    { id: '1042', since: '2026-03-04', seen: '2026-03-04T05:06:07', balance: '1234.5', active: 'true', note: ' 0012 ' },
    { id: 'C-7', since: null, seen: null, balance: '-0.1', active: 'false', note: 'Žofie\n"x"' },
  ])
  expect(end).toMatchObject({ isComplete: true, proof: 'end-of-file', rowCount: 2 })
})

test('a number in a date format is a date, whatever wrote it, also with the epoch of 1904', async () => {
  const sheets = [
    {
      name: 'S',
      rows: [
        ['id', 'due'],
        ['1', new Date('2026-01-02T00:00:00Z')],
        ['2', new Date('1985-12-31T00:00:00Z')],
      ],
    },
  ]
  for (const dateSystem of ['1900', '1904'] as const) {
    const { rows } = await read(await writeXlsx({ sheets, dateSystem }))
    expect(rows.map(({ fields }) => fields['due'])).toEqual(['2026-01-02', '1985-12-31'])
  }
})

test('a formula is read as its last result', async () => {
  const sheet = sheetOf([
    ['id', 'total'],
    ['1', 3],
  ])
  sheet['B2'] = { t: 'n', v: 3, f: '1+2' }
  const content = write(utils.book_new(sheet, 'S'), { type: 'buffer' }) as Uint8Array
  expect((await read(content)).rows[0]?.fields).toEqual({ id: '1', total: '3' })
})

test('the named sheet is read, and the first one without a name', async () => {
  const content = workbook({ Notes: [['id'], ['9']], People: PEOPLE })
  expect((await read(content, { sheet: 'People' })).rows.map(({ sourceKey }) => sourceKey)).toEqual(['1'])
  expect((await read(content)).rows.map(({ sourceKey }) => sourceKey)).toEqual(['9'])
})

test('a title above the header is skipped, and so are empty rows', async () => {
  const content = workbook({ S: [['Customers of March'], [], ...PEOPLE, [], [null, null], ['2', 'Jan']] })
  const { rows } = await read(content, { headerRow: 3 })
  expect(rows.map(({ fields }) => fields)).toEqual([
    { id: '1', name: 'Eva' },
    { id: '2', name: 'Jan' },
  ])
})

test('a row with a cell beyond the header is rejected, a short one has empty cells', async () => {
  const { rows, rejections } = await read(workbook({ S: [...PEOPLE, ['2', 'Jan', 'extra'], ['3']] }))
  expect(rows.map(({ fields }) => fields)).toEqual([
    { id: '1', name: 'Eva' },
    { id: '3', name: null },
  ])
  expect(rejections).toEqual([
    { position: 'p.xlsx:3', reason: 'too-many-fields', raw: '2\tJan\textra', sourceKey: null },
  ])
})

const ENCRYPTED = { password: 'secret', spinCount: 1 }

test.each([
  ['an empty file', async () => '', {}, 'SOURCE_FILE_EMPTY'],
  ['an empty sheet', async () => workbook({ S: [] }), {}, 'SOURCE_FILE_EMPTY'],
  ['a file that is text', async () => 'id;name\n1;Eva\n', {}, 'SOURCE_FORMAT_INVALID'],
  ['half a file', async () => workbook({ S: PEOPLE }).subarray(0, 900), {}, 'SOURCE_FORMAT_INVALID'],
  ['a missing sheet', async () => workbook({ S: PEOPLE }), { sheet: 'People' }, 'SOURCE_FORMAT_INVALID'],
  ['a header without the key', async () => workbook({ S: PEOPLE }), { key: 'number' }, 'SOURCE_COLUMN_MISSING'],
  ['one column name twice', async () => workbook({ S: [['id', 'id']] }), {}, 'SOURCE_FORMAT_INVALID'],
  ['another name', async () => workbook({ S: PEOPLE }), { file: 'q.xlsx' }, 'SOURCE_FILE_MISSING'],
])('%s is refused as a whole', async (_, content, select, code) => {
  await expect(content().then((bytes) => read(bytes, select))).rejects.toMatchObject({ code })
})

test('a workbook with a password is named as such', async () => {
  const content = await writeXlsx({ sheets: [{ name: 'S', rows: [['id'], ['1']] }], encryption: ENCRYPTED })
  await expect(read(content)).rejects.toMatchObject({ parameters: { found: 'a workbook with a password' } })
})

test('a missing sheet is answered with the sheets there are', async () => {
  await expect(read(workbook({ Alpha: PEOPLE, Beta: PEOPLE }), { sheet: 'S' })).rejects.toMatchObject({
    parameters: { found: 'no sheet "S"', allowed: 'the sheets Alpha, Beta' },
  })
})
