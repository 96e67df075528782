import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const fields = 'fields: { number: number, issuedOn: issued, gross: { from: gross, decimalMark: ".", vat: inclusive } }'
const plan = nightPlan(
  ['erp', 'books'].map((system) =>
    flow(`${system}.invoice`, `select: { file: ${system}.csv, key: id }`, fields, 'guard: { dropPercentMax: 80 }'),
  ),
  { rest: 'documents: { invoice: { between: [erp, books], dueWithin: 24h, missingAfter: 72h } }' },
)
const header = 'id  number  gross  issued'
const file = (...lines: readonly string[]) => csv([header, ...lines].join('\n'))

/** The books hold the oldest invoice only; the others are on their way, late or lost. */
const erp = file(
  '1  F1  100.00  2026-03-01',
  '2  F2  200.00  2026-03-05',
  '3  F3  300.00  2026-03-08',
  '4  F4  400.00  2026-03-09',
)
const books = file('71  F1  100.00  2026-03-01')
const tenth = '2026-03-10T02:00:00Z'

test('a document that a system lacks is missing, late, or not yet due, by its age', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': erp, 'books.csv': books })
  const night = await folder.night(tenth)

  expect(night.says('invoice-mismatches', 'number', 'cause', 'system', 'other_key', 'difference', 'currency')).toEqual(
    rows(`
      F2  missing  books  2  200.00  CZK
      F3  late     books  3  300.00  CZK
    `),
  )
})

test('a day later the late one is missing, the young one late, and what was found keeps its first day', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': erp, 'books.csv': books })

  await folder.night(tenth)
  await folder.night('2026-03-11T02:00:00Z')
  const night = await folder.night('2026-03-12T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'cause', 'since')).toEqual(
    rows(`
      F2  missing  2026-03-10T02:00:00.000Z
      F3  missing  2026-03-12T02:00:00.000Z
      F4  late     2026-03-11T02:00:00.000Z
    `),
  )
})

test('a stale system is not judged: during its outage no document grows older', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': erp, 'books.csv': books })
  const before = await folder.night(tenth)

  await folder.remove('books.csv')
  await folder.write({ 'erp.csv': `${erp}5,F5,500.00,2026-03-11\n` })
  const night = await folder.night('2026-03-20T02:00:00Z')

  expect(night.exitCode).toBe(3)
  expect(night.reports['invoice-mismatches.csv']).toBe(before.reports['invoice-mismatches.csv'])
})

test('nothing is missing in a system that was never read', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': erp })

  expect((await folder.night(tenth)).says('invoice-mismatches', 'number')).toEqual([])
})

test('a finding goes when the document arrives, and a difference is told exactly', async () => {
  await using folder = await nightFolder(plan, { 'erp.csv': erp, 'books.csv': books })

  await folder.night(tenth)
  await folder.write({ 'books.csv': `${books}72,F2,200.10,2026-03-05\n73,F3,300.00,2026-03-08\n` })
  const night = await folder.night('2026-03-11T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'cause', 'value', 'other_value', 'difference')).toEqual(
    rows(`
      F2  unexplained  200.10  200.00  0.10
      F4  late    -       -       400.00
    `),
  )
})
