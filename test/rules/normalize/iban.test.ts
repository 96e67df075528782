import { expect, test } from 'vitest'
import { readAccount, readIban } from '../../../rules/normalize/iban.ts'

test.each([
  ['CZ65 0800 0000 1920 0014 5399', 'CZ6508000000192000145399'],
  ['iban: de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
  ['GB29-NWBK-6016-1331-9268-19', 'GB29NWBK60161331926819'],
  ['NO9386011117947', 'NO9386011117947'],
])('reads the IBAN %j as %s', (raw, iban) => {
  expect(readIban(raw)).toEqual({ ok: true, value: iban })
})

test.each([
  ['CZ66 0800 0000 1920 0014 5399', 'iban-check-digit-wrong'],
  ['CZ65 0800 0000 1920 0014 539', 'iban-invalid'],
  ['XX65 0800 0000 1920 0014 5399', 'iban-country-unknown'],
  ['19-2000145399/0800', 'iban-invalid'],
  ['', 'iban-invalid'],
])('rejects the IBAN %j as %s', (raw, issue) => {
  expect(readIban(raw)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['19-2000145399/0800', 'CZ', 'CZ6508000000192000145399'],
  ['2000145399 / 0800', 'CZ', 'CZ7908000000002000145399'],
  ['19-8742637541/1200', 'SK', 'SK3112000000198742637541'],
  ['CZ6508000000192000145399', 'SK', 'CZ6508000000192000145399'],
])('reads the account %j of a plan that states %s as %s', (raw, country, account) => {
  expect(readAccount(raw, country, true)).toEqual({ ok: true, value: account })
})

test.each([
  ['19-2000145398/0800', 'account-check-digit-wrong'],
  ['***', 'account-invalid'],
  ['2000145399', 'account-invalid'],
  ['CZ6608000000192000145399', 'iban-check-digit-wrong'],
])('rejects the account %j of Czechia as %s', (raw, issue) => {
  expect(readAccount(raw, 'CZ', true)).toEqual({ ok: false, issue, raw })
})

test('what is no bank account number stays as written', () => {
  expect(readAccount('Jan@Example.cz', 'CZ', true)).toEqual({ ok: true, value: 'Jan@Example.cz' })
  expect(readAccount('**** 1234', 'CZ', true)).toEqual({ ok: true, value: '**** 1234' })
})

test('a domestic account stays as written where the country is only assumed, or has no rule here', () => {
  expect(readAccount('19-2000145399/0800', 'CZ', false)).toEqual({ ok: true, value: '19-2000145399/0800' })
  expect(readAccount('12 34 56 / 12345678', 'GB', true)).toEqual({ ok: true, value: '123456/12345678' })
})
