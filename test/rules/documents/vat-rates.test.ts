import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { vatRatesEurope, vatRatesFrom } from '../../../rules/documents/vat-rates-europe.ts'
import { vatRateCategories, vatRatesOn } from '../../../rules/documents/vat-rates.ts'

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
  ['NO', '2020-06-01', '25 15 11.11 6'],
  ['NO', '2026-06-01', '25 15 12 11.11'],
  ['EL', '2026-01-01', '24 13 6'],
  ['XI', '2026-01-01', '20 5'],
  ['US', '2026-01-01', ''],
])('%s had on %s the rates %s', (country, day, rates) => {
  expect(vatRatesOn(country, day).join(' ')).toBe(rates)
})

const countries = Object.keys(vatRatesEurope)

test('the members of the EU, the United Kingdom, Switzerland and Norway are there', () => {
  expect(countries).toHaveLength(30)
})

test.each([
  ['CZ', '21', '2026-01-01', 'standard'],
  ['CZ', '15', '2023-12-31', 'reduced'],
  ['CZ', '15', '2024-01-01', ''],
  ['CZ', '10', '2023-12-31', 'second-reduced'],
  ['AT', '13', '2026-01-01', 'reduced parking'],
  ['LU', '14', '2026-01-01', 'parking'],
  ['FR', '2.1', '2026-01-01', 'super-reduced'],
  ['DE', '16', '2020-12-31', 'standard'],
  ['DE', '16', '2021-01-01', ''],
  ['FI', '25.50', '2026-01-01', 'standard'],
  ['HU', '0', '2026-01-01', 'zero'],
  ['HU', '0.00', '2018-12-31', ''],
  ['US', '0', '2026-01-01', ''],
])('in %s %s %% is on %s: %s', (country, rate, day, categories) => {
  expect(vatRateCategories(country, rate, day).join(' ')).toBe(categories)
})

test.each(countries)(
  '%s has one standard rate on every day, the highest, and no rate outside what the directive allows',
  (country) => {
    for (let day = Date.parse(vatRatesFrom); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      const on = new Date(day).toISOString().slice(0, 10)
      const [highest = '', ...others] = vatRatesOn(country, on)
      const categories = [highest, ...others].map((rate) => vatRateCategories(country, rate, on))

      expect(categories[0]).toEqual(['standard'])
      expect(categories.slice(1).flat()).not.toContain('standard')
      expect(Number(highest)).toBeLessThanOrEqual(27)
      expect(others.every((rate) => Number(rate) > 0 && Number(rate) < Number(highest))).toBe(true)
    }
  },
)

test.each(countries)('the spans of one category and rate of %s neither overlap nor run backwards', (country) => {
  const spans = vatRatesEurope[country] ?? []

  for (const [at, [category, rate, from, until = '9999-12-31']] of spans.entries()) {
    expect(from <= until).toBe(true)
    expect(
      spans.filter((other, place) => place > at && other[0] === category && other[1] === rate && other[2] <= until),
    ).toEqual([])
  }
})

interface SalesTax {
  readonly rate: number
}

/** As of the release of sales-tax 2.23.0: what an independent author believes. */
test('the standard rates agree with those of the package sales-tax', () => {
  const path = createRequire(import.meta.url).resolve('sales-tax/res/sales_tax_rates.json')
  const theirs = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, SalesTax>>

  expect(countries.map((country) => [country, Number(vatRatesOn(country, '2026-06-01')[0])])).toEqual(
    countries.map((country) => [country, Math.round((theirs[country]?.rate ?? 0) * 10_000) / 100]),
  )
})
