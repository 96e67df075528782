import { expect, test } from 'vitest'
import { vatCountries, vatRatesOn } from '../../../rules/documents/vat-rates.ts'

test.each([
  ['CZ', '2023-12-31', '21 15 10'],
  ['CZ', '2024-01-01', '21 12'],
  ['DE', '2020-06-30', '19 7'],
  ['DE', '2020-07-01', '16 5'],
  ['DE', '2020-12-31', '16 5'],
  ['DE', '2021-01-01', '19 7'],
  ['FI', '2024-08-31', '24 14 10'],
  ['FI', '2024-09-01', '25.5 14 10'],
  ['FI', '2026-01-01', '25.5 13.5 10'],
  ['SK', '2024-12-31', '20 10 5'],
  ['SK', '2025-01-01', '23 19 5'],
  ['EE', '2025-06-30', '22 13 9'],
  ['EE', '2025-07-01', '24 13 9'],
  ['RO', '2025-07-31', '19 9 5'],
  ['RO', '2026-08-01', '21 11'],
  ['LT', '2026-01-01', '21 12 5'],
  ['CH', '2023-12-31', '7.7 3.7 2.5'],
  ['CH', '2024-01-01', '8.1 3.8 2.6'],
  ['GB', '2026-01-01', '20 5'],
  ['HU', '2026-01-01', '27 18 5'],
  ['DK', '2026-01-01', '25'],
  ['CZ', '2018-12-31', ''],
  ['US', '2026-01-01', ''],
])('%s had on %s the rates %s', (country, day, rates) => {
  expect(vatRatesOn(country, day).join(' ')).toBe(rates)
})

test('the members of the EU, the United Kingdom and Switzerland are there', () => {
  expect(vatCountries).toHaveLength(29)
})

test.each(vatCountries)('the rates of %s are decimals, highest first, on every first of a month', (country) => {
  for (let month = 0; month < 8 * 12; month += 1) {
    const day = new Date(Date.UTC(2019, month, 1)).toISOString().slice(0, 10)
    const rates = vatRatesOn(country, day).map(Number)

    expect(rates.length).toBeGreaterThan(0)
    expect(rates).toEqual(rates.toSorted((left, right) => right - left))
    expect(rates.every((rate) => rate > 0 && rate <= 27)).toBe(true)
  }
})
