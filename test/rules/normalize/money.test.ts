import { expect, test } from 'vitest'
import { moneyText, readMoney, type MoneyReading } from '../../../rules/normalize/money.ts'

const crowns: MoneyReading = { currency: 'CZK' }

test.each<[string, MoneyReading, string, string]>([
  ['1234', crowns, '1234.00', 'CZK'],
  ['1234.5', crowns, '1234.50', 'CZK'],
  ['1.234,56', crowns, '1234.56', 'CZK'],
  ['1,234.56', crowns, '1234.56', 'CZK'],
  ['1 234,56', crowns, '1234.56', 'CZK'],
  ['1\u00a0234\u202f567,8', crowns, '1234567.80', 'CZK'],
  ["1'234'567.80", { currency: 'CHF' }, '1234567.80', 'CHF'],
  ['1.234.567', crowns, '1234567.00', 'CZK'],
  ['1,234', { ...crowns, decimalMark: '.' }, '1234.00', 'CZK'],
  ['1.234', { ...crowns, decimalMark: ',' }, '1234.00', 'CZK'],
  ['0,500', crowns, '0.50', 'CZK'],
  ['-12,50', crowns, '-12.50', 'CZK'],
  ['−12,50', crowns, '-12.50', 'CZK'],
  ['12,50-', crowns, '-12.50', 'CZK'],
  ['(12,50)', crowns, '-12.50', 'CZK'],
  ['+12,50', crowns, '12.50', 'CZK'],
  ['-0,00', crowns, '0.00', 'CZK'],
  ['1 234,- Kč', crowns, '1234.00', 'CZK'],
  ['12,3400', crowns, '12.34', 'CZK'],
  ['€ 12,50', crowns, '12.50', 'EUR'],
  ['12,50 EUR', crowns, '12.50', 'EUR'],
  ['-$12.50', { currency: 'USD', isCurrencyStated: true }, '-12.50', 'USD'],
  ['1000', { currency: 'JPY' }, '1000', 'JPY'],
  ['1000.00', { currency: 'JPY' }, '1000', 'JPY'],
  ['12.34', { currency: 'HUF' }, '12.34', 'HUF'],
  ['12.345', { currency: 'KWD', decimalMark: '.' }, '12.345', 'KWD'],
  ['12.34', { currency: 'MGA' }, '12.34', 'MGA'],
  ['12.34', { currency: 'HRK' }, '12.34', 'HRK'],
  ['1234', { ...crowns, isMinorUnits: true }, '12.34', 'CZK'],
  ['1234', { currency: 'JPY', isMinorUnits: true }, '1234', 'JPY'],
  ['1234', { currency: 'ISK', isMinorUnits: true, scale: 2 }, '12.34', 'ISK'],
  ['.5', crowns, '0.50', 'CZK'],
  ['123456789012345,67', crowns, '123456789012345.67', 'CZK'],
])('reads %j with %j as %s %s', (raw, reading, text, currency) => {
  const outcome = readMoney(raw, reading)

  expect(outcome.ok && [moneyText(outcome.value.minor, outcome.value.scale), outcome.value.currency]).toEqual([
    text,
    currency,
  ])
})

test.each<[string, MoneyReading, string]>([
  ['1,234', crowns, 'number-ambiguous'],
  ['1.234', crowns, 'number-ambiguous'],
  ['12.34.56', crowns, 'number-invalid'],
  ['1.23,45', crowns, 'number-invalid'],
  ['1,23.45,6', crowns, 'number-invalid'],
  ['1.5', { ...crowns, decimalMark: ',' }, 'number-invalid'],
  ['1 23', crowns, 'number-invalid'],
  ['-12-', crowns, 'number-invalid'],
  ['(-12)', crowns, 'number-invalid'],
  ['--12', crowns, 'number-invalid'],
  ['1E5', crowns, 'number-invalid'],
  ['zdarma', crowns, 'number-invalid'],
  ['', crowns, 'number-invalid'],
  ['12,345', { ...crowns, decimalMark: ',' }, 'money-too-precise'],
  ['0.5', { currency: 'JPY' }, 'money-too-precise'],
  ['12.5', { ...crowns, isMinorUnits: true }, 'money-too-precise'],
  ['12,50 EUR', { ...crowns, isCurrencyStated: true }, 'currency-differs'],
  ['12 $', crowns, 'currency-ambiguous'],
  ['12 XQQ', crowns, 'currency-unknown'],
  ['12', { currency: 'XQQ' }, 'currency-unknown'],
  ['12345678901234567,89', crowns, 'number-too-large'],
  ['9'.repeat(200), crowns, 'number-too-large'],
])('rejects %j with %j as %s and keeps what the source said', (raw, reading, issue) => {
  expect(readMoney(raw, reading)).toEqual({ ok: false, issue, raw })
})

test('the scale of a system is its own: a gateway that counts krónur in hundredths', () => {
  const gateway: MoneyReading = { currency: 'ISK', isMinorUnits: true, scales: { ISK: 2, UGX: 2 } }
  const read = (raw: string, reading: MoneyReading) => {
    const outcome = readMoney(raw, reading)

    return outcome.ok && [outcome.value.minor, outcome.value.scale, outcome.value.currency]
  }

  expect(read('123400', gateway)).toEqual([123400n, 2, 'ISK'])
  expect(read('1234.00', { ...gateway, isMinorUnits: false })).toEqual([123400n, 2, 'ISK'])
  expect(read('123400', { ...gateway, currency: 'HUF' })).toEqual([123400n, 2, 'HUF'])
  expect(read('1234', { ...gateway, currency: 'JPY' })).toEqual([1234n, 0, 'JPY'])
  expect(read('1234000', { ...gateway, scale: 3 })).toEqual([1234000n, 3, 'ISK'])
})
