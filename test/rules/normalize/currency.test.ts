import { expect, test } from 'vitest'
import { currencyHistory } from '../../../rules/normalize/currency-history.ts'
import { currencyScale, isCurrencyOn, readCurrency } from '../../../rules/normalize/currency.ts'

test.each([
  ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0],
  ['BHD IQD JOD KWD LYD OMR TND', 3],
  ['CLF UYW', 4],
  ['HUF IDR COP LBP PKR ALL MGA MRU CZK EUR USD HRK SKK', 2],
])('%s have %i decimals', (codes, scale) => {
  expect(codes.split(' ').filter((code) => currencyScale(code) !== scale)).toEqual([])
})

test.each([
  ['CZK', 'CZK'],
  ['eur', 'EUR'],
  ['Kč', 'CZK'],
  ['€', 'EUR'],
  ['zł', 'PLN'],
])('reads %j as %s', (raw, code) => {
  expect(readCurrency(raw)).toEqual({ ok: true, value: code })
})

test.each([
  ['$', 'currency-ambiguous'],
  ['kr', 'currency-ambiguous'],
  ['XQQ', 'currency-unknown'],
  ['', 'currency-unknown'],
  ['constructor', 'currency-unknown'],
])('rejects %j as %s', (raw, issue) => {
  expect(readCurrency(raw)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['HRK', '2022-12-31', true],
  ['HRK', '2023-01-01', false],
  ['BGN', '2025-12-31', true],
  ['BGN', '2026-01-01', false],
  ['BGN', '1999-07-04', false],
  ['LTL', '2014-12-31', true],
  ['LTL', '2015-01-01', false],
  ['LVL', '2014-01-01', false],
  ['EEK', '2010-12-31', true],
  ['SKK', '2009-01-01', false],
  ['DEM', '2001-12-31', true],
  ['EUR', '1998-12-31', false],
  ['XCG', '2025-03-30', false],
  ['XCG', '2025-03-31', true],
  ['ANG', '2025-06-30', true],
  ['ANG', '2025-07-01', false],
  ['SLL', '2024-01-01', false],
  ['SLE', '2024-01-01', true],
  ['VES', '2018-08-19', false],
  ['VED', '2021-10-01', true],
  ['ZWL', '2024-09-01', false],
  ['ZWG', '2024-09-01', true],
  ['MRO', '2018-07-01', false],
  ['MRU', '2018-01-01', true],
  ['STD', '2018-01-01', false],
  ['STN', '2018-01-01', true],
  ['CUC', '2021-07-01', false],
  ['CZK', '1995-01-01', true],
  ['CZK', '2095-01-01', true],
  ['XQQ', '2026-01-01', false],
])('%s on %s: %s', (currency, day, isInForce) => {
  expect(isCurrencyOn(currency, day)).toBe(isInForce)
})

test('a currency that was in force for a while has a beginning before its end, and a scale', () => {
  for (const [code, { from = '', until = '9999' }] of Object.entries(currencyHistory)) {
    expect(from < until).toBe(true)
    expect(currencyScale(code)).toBeDefined()
  }
})
