import { expect, test } from 'vitest'
import { csvOf, matchFilesOf } from '../support/match-files.ts'

const jan = { name: 'Jan Dvořák', city: 'Brno' }

test.each<readonly [string, string]>([
  ['a header without a row', 'name,city\n'],
  ['one record', csvOf([jan])],
  ['two records equal in everything', csvOf([jan, jan])],
  ['records that are all equal', csvOf(Array.from({ length: 5_000 }, () => jan))],
  ['records without a value', `name,city\n${',\n'.repeat(50)}`],
  ['nothing but an id', 'id\n1\n2\n3\n4\n5\n'],
])('%s: there is nothing to learn from, and that is said', async (_, content) => {
  expect(await matchFilesOf({ 'people.csv': content }, ['people.csv'])).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^NOTHING_TO_COMPARE /m),
    links: undefined,
  })
})

test('two records equal in everything are one among others', async () => {
  const others = Array.from({ length: 40 }, (_, row) => ({ name: `Name${row * 7} Of${row * 31}`, city: `Town${row}` }))
  const { exitCode, links } = await matchFilesOf({ 'people.csv': csvOf([jan, ...others, jan]) }, ['people.csv'])

  expect(exitCode).toBe(0)
  expect(links).toMatch(/^id_left,id_right,weight,probability\n1,42,[\d.]+,[\d.]+\n$/)
})
