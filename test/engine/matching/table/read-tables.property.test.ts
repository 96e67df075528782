import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf } from '../../../../engine/matching/table/match-table.ts'
import { readTables } from '../../../../engine/matching/table/read-tables.ts'
import { tableValues } from './table-values.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'))
})
afterAll(() => rm(folder, { recursive: true }))

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    'Müller',
    ' x ',
    '\u00a0y\u2003',
    '\ufeff',
    '🙂',
    'ﬁ',
    '𝒳',
    'same',
    '1',
    '12',
    '123',
    '1234',
    '12345',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r', ' ', 'é', '漢', '🙂'), maxLength: 12 }),
  fc
    .string({ unit: 'binary', maxLength: 30 })
    .filter((text) => Buffer.from(text).toString() === text && !text.includes('\0')),
)

const table = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n'),
  hasMark: fc.boolean(),
  isQuoted: fc.boolean(),
  rows: fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }),
    ),
})

const tools = fc.record({
  workerCount: fc.constant(1),
  pieceBytes: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 300 })),
})

test('any table csv-stringify writes reads as csv-parse reads it, wherever the pieces end', async () => {
  await fc.assert(
    fc.asyncProperty(table, tools, async ({ delimiter, newline, hasMark, isQuoted, rows }, chosen) => {
      const width = rows[0]?.length ?? 0
      const header = Array.from({ length: width }, (_, index) => `c${index}`)
      const text =
        (hasMark ? '\ufeff' : '') +
        stringify([header, ...rows], {
          delimiter,
          record_delimiter: newline,
          quoted: isQuoted,
          quoted_match: /[\r\n\ufeff]/,
        })
      const path = join(folder, 'any.csv')

      await writeFile(path, text)
      const expected = parse(text, { delimiter, bom: true, record_delimiter: newline })
        .slice(1)
        .map((row) => row.map((value) => value.trim()))

      expect(await tableValues([path], { ignored: [] }, chosen)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

const shuffledRows = fc
  .uniqueArray(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('0', '1', 'a', 'é', '\uffee', '🙂'), minLength: 1, maxLength: 9 }),
      cell,
      cell,
    ),
    {
      selector: ([id]) => id,
      minLength: 1,
      maxLength: 120,
    },
  )
  .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))

test('rows in any order, cut anywhere and read by any number of threads make the same table, by id as JavaScript compares', async () => {
  const paths = ['left.csv', 'right.csv'].map((name) => join(folder, name))
  const [one, other] = paths as [string, string]

  await fc.assert(
    fc.asyncProperty(shuffledRows, tools, fc.constantFrom(1, 2, 4), async ([rows, shuffled], chosen, workerCount) => {
      await writeFile(one, stringify([['id', 'name', 'city'], ...rows]))
      await writeFile(
        other,
        stringify([['city', 'id', 'name'], ...shuffled.map(([id, name, city]) => [city, id, name])]),
      )
      const inThreads = { ...chosen, workerCount, bytesInlineMax: -1 }
      const names = await tableValues([one], { id: 'id', ignored: [] }, chosen)
      const table = await readTables([one], { ignored: ['city'] }, chosen)
      const same = await readTables([other], { ignored: ['city'] }, inThreads)
      const ids = rows.map(([id]) => id)

      expect({ ...same, files: [] }).toEqual({ ...table, files: [] })
      expect(Array.from({ length: table.count }, (_, record) => idOf(table.ids, record))).toEqual([...ids].sort())
      expect(names).toEqual(
        [...rows]
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([, name, city]) => [name.trim(), city.trim()]),
      )
    }),
    { numRuns: 25 },
  )
})
