import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { flow, nightPlan } from '../support/night-plan.ts'
import { csv, rows } from '../support/page.ts'

const fields =
  'fields: { number: number, issuedOn: issued, currency: currency, gross: { from: gross, decimalMark: ".", vat: inclusive } }'
const plan = (rates: string) =>
  nightPlan(
    ['erp', 'books'].map((system) => flow(`${system}.invoice`, `select: { file: ${system}.csv, key: id }`, fields)),
    { rest: `documents: { invoice: { between: [erp, books] } }\n${rates}` },
  )

/** Around the turn of the year 2023 as the ECB published it. */
const rates = `Date,USD,CZK,RUB
2024-01-03,1.0919,24.675,N/A
2024-01-02,1.0956,24.687,N/A
2023-12-29,1.105,24.724,N/A
2023-12-28,1.1114,24.714,N/A
2023-12-27,1.1065,24.673,N/A
`
const header = 'id  number  issued  currency  gross'
const erp = csv(`${header}
  1  F1  2024-01-01  EUR  1000.00
  2  F2  2024-01-02  EUR  1000.00
  3  F3  2024-01-03  EUR  1000.00
  4  F4  2024-01-02  EUR  1000.00
  5  F5  2024-01-03  HRK  7534.50`)
const books = csv(`${header}
  71  F1  2024-01-01  CZK  24724.00
  72  F2  2024-01-02  CZK  24673.00
  73  F3  2024-01-03  CZK  31000.00
  74  F4  2024-01-02  RUB  98000.00
  75  F5  2024-01-03  EUR  1000.00`)
const columns = ['number', 'cause', 'system'] as const

test('a booking in another currency is compared at the rate of its day, and one of another day is named', async () => {
  const files = { 'erp.csv': erp, 'books.csv': books, 'rates.csv': rates }
  await using folder = await nightFolder(plan('exchangeRates: { file: rates.csv, source: ecb }'), files)
  const night = await folder.night('2024-01-04T02:00:00Z')

  // F1 is of a holiday and booked at the rate of the Friday before; F5 names a currency that had gone.
  expect(night.says('invoice-mismatches', ...columns)).toEqual(
    rows(`
      F2  rate-date  books
      F3  currency   books
      F4  currency   books
      F5  undecided  books
    `),
  )
  expect(night.says('invoice-mismatches', 'number', 'evidence').find(([number]) => number === 'F2')?.[1]).toContain(
    '2023-12-27',
  )
  expect(night.says('rejections', 'field', 'reason', 'raw')).toEqual([['currency', 'currency-not-in-force', 'HRK']])
})

test('without rates nothing is compared across currencies', async () => {
  await using folder = await nightFolder(plan(''), { 'erp.csv': erp, 'books.csv': books })
  const night = await folder.night('2024-01-04T02:00:00Z')

  expect(night.says('invoice-mismatches', ...columns).map(([, cause]) => cause)).toEqual([
    ...['currency', 'currency', 'currency', 'currency', 'undecided'],
  ])
})

test('the rate of another day is told although both systems state it', async () => {
  const stating = nightPlan(
    ['erp', 'books'].map((system) =>
      flow(
        `${system}.invoice`,
        `select: { file: ${system}.csv, key: id }`,
        fields.replace(
          'gross:',
          'exchangeRate: { from: rate, decimalMark: "." }, exchangeCurrency: { constant: CZK }, gross:',
        ),
      ),
    ),
    {
      rest: 'documents: { invoice: { between: [erp, books] } }\nexchangeRates: { file: rates.csv, source: ecb }',
    },
  )
  const file = csv(`id  number  issued  currency  gross  rate
    1  F1  2024-01-02  EUR  1000.00  24.673
    2  F2  2024-01-02  EUR  1000.00  24.687`)
  await using folder = await nightFolder(stating, { 'erp.csv': file, 'books.csv': file, 'rates.csv': rates })
  const night = await folder.night('2024-01-04T02:00:00Z')

  expect(night.says('invoice-mismatches', 'number', 'cause', 'system', 'other_system', 'value', 'difference')).toEqual([
    ['F1', 'rate-date', 'erp', 'exchange rates', '24.673', '-0.57'],
  ])
})
