import { expect, test } from 'vitest'
import { currencyScale, readCurrency } from '../../../rules/normalize/currency.ts'

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
