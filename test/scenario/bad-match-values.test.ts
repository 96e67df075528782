import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { smallPeople } from '../fixtures/small-sets.ts'
import { csvOf, matchFilesOf } from '../support/match-files.ts'

type Row = Readonly<Record<string, string>>

const people = parse<Row>(smallPeople(5, 250)['people.csv'] ?? '', { columns: true })
const pairsIn = (links: string | undefined) => (links ?? '').trimEnd().split('\n').length - 1

/** Matches the people after one thing was done to every row. */
function matchPeople(change: (row: Row, index: number) => Row) {
  return matchFilesOf({ 'people.csv': csvOf(people.map(change)) }, ['people.csv'])
}

test.each<readonly [string, (row: Row, index: number) => Row, RegExp]>([
  ['a column of one value', (row) => ({ ...row, tenant: 'EU-1' }), /tenant: one and the same value everywhere/],
  ['a column without a value', (row) => ({ ...row, fax: '' }), /fax: empty/],
  ['a column of three values', (row, index) => ({ ...row, fax: index < 3 ? `0${index}` : '' }), /fax: filled in fewer/],
  ['a column that tells when a row was written', (row, index) => ({ ...row, updated_at: `${index}` }), /updated_at: says/],
  ['names that half of the records share', (row, index) => (index % 2 ? row : { ...row, last_name: 'Nguyen' }), /nguyen/],
  ['emoji', (row, index) => ({ ...row, first_name: ['😀', '👩‍👩‍👧', '🇨🇿 Jan', row['first_name'] ?? ''][index % 4] ?? '' }), /links/],
  ['names from right to left', (row, index) => ({ ...row, first_name: ['محمد', 'דוד', 'علی'][index % 3] ?? '' }), /links/],
  ['the dotted and the dotless i of Turkish', (row, index) => ({ ...row, last_name: ['YILDIZ', 'Yıldız', 'yildiz', 'YİLDİZ'][index % 4] ?? '' }), /links/],
  ['values of 100 KB', (row, index) => (index % 50 ? row : { ...row, street: `${'x'.repeat(100_000)}${index}` }), /links/],
])('%s does not keep people from being found', async (_, change, says) => {
  const { exitCode, output, errors, links } = await matchPeople(change)

  expect({ exitCode, errors }).toMatchObject({ exitCode: 0, errors: expect.not.stringMatching(/[A-Z]+_[A-Z]+/) })
  expect(output.replace(/\n {13}/g, ' ')).toMatch(says)
  expect(pairsIn(links)).toBeGreaterThan(30)
}) // prettier-ignore

test('characters that turn a terminal around are not shown as they are', async () => {
  const { output } = await matchPeople((row, index) =>
    index % 2 ? row : { ...row, email: '\u001B[2J\u202Eevil@example.com' },
  )

  expect(output).not.toMatch(/[\u001B\u202E]/)
})

test('a value that 200,000 records share is named, and not compared pair by pair', async () => {
  const rows = Array.from({ length: 210_000 }, (_, row) =>
    csvLine([row, `Given${row % 900}`, row < 200_000 ? 'Nguyen' : `Family${row % 3000}`, `${row % 7919}@mail.example`]),
  )
  const { exitCode, output } = await matchFilesOf(
    { 'people.csv': `id,first_name,last_name,email\n${rows.join('\n')}\n` },
    ['people.csv'],
  )

  expect(exitCode).toBe(0)
  expect(output.replace(/\n {13}/g, ' ')).toMatch(/"nguyen" in 200,000 records/)
  expect(Number(/pairs +([\d,]+) compared/.exec(output)?.[1]?.replaceAll(',', ''))).toBeLessThan(20_000_000)
}, 120_000)

test('a lone surrogate is not UTF-8, and the line it stands in is named', async () => {
  const bytes = Buffer.concat([
    Buffer.from('id,name\n1,Jan'),
    Buffer.from([0xed, 0xa0, 0xbd]),
    Buffer.from('\n2,Eva\n'),
  ])

  expect(await matchFilesOf({ 'people.csv': bytes }, ['people.csv'])).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^TABLE_NOT_UTF8 {2}Line 2 of /),
    links: undefined,
  })
})

function csvLine(cells: readonly (string | number)[]): string {
  return cells.join(',')
}
