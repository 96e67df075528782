import { expect, test } from 'vitest'
import { codeFor, codeList } from '../../../rules/normalize/code-list.ts'
import { fold } from '../../../rules/normalize/fold.ts'
import { readGtin } from '../../../rules/normalize/gtin.ts'
import { remember } from '../../../rules/normalize/remember.ts'
import { readSku } from '../../../rules/normalize/sku.ts'
import { statedText } from '../../../rules/normalize/text.ts'

test.each([
  ['96385074', '00000096385074'],
  ['036000291452', '00036000291452'],
  ['4006381333931', '04006381333931'],
  ['400-6381-333931', '04006381333931'],
  ['10614141000415', '10614141000415'],
])('reads the GTIN %j as %s', (raw, gtin) => {
  expect(readGtin(raw)).toEqual({ ok: true, value: gtin })
})

test.each([
  ['4006381333932', 'gtin-check-digit-wrong'],
  ['123', 'gtin-length-wrong'],
  ['0000000000000', 'gtin-placeholder'],
  ['4.00638E+12', 'gtin-length-wrong'],
])('rejects the GTIN %j as %s', (raw, issue) => {
  expect(readGtin(raw)).toEqual({ ok: false, issue, raw })
})

test('a stock keeping unit is upper case without white space, with its dashes and zeros', () => {
  expect(readSku(' ab-001 2')).toEqual({ ok: true, value: 'AB-0012' })
  expect(readSku('--')).toEqual({ ok: false, issue: 'sku-invalid', raw: '--' })
})

test('a code list knows its codes only, and is read backwards where one code means the value', () => {
  const values = { '1': 'paid', '2': 'open', '3': 'open' }

  expect(codeList(values)(' 1')).toEqual({ ok: true, value: 'paid' })
  expect(codeList(values)('4')).toEqual({ ok: false, issue: 'code-unknown', raw: '4' })
  expect([codeFor(values, 'paid'), codeFor(values, 'open')]).toEqual(['1', undefined])
})

test.each([
  ['  a \t b\u00a0c ', 'a b c'],
  ['e\u0301', 'é'],
  ['a\u200bb', 'ab'],
  ['-', null],
  ['N/A', null],
  ['null', null],
  [' None ', null],
  ['?', null],
  ['', null],
  [null, null],
])('%j states %j', (raw, text) => {
  expect(statedText(raw)).toBe(text)
})

test.each([
  ['Žluťoučký kůň', 'zlutoucky kun'],
  ['Straße-12', 'strasse 12'],
  ['  ACME,  s.r.o. ', 'acme s r o'],
  ['Łódź', 'lodz'],
  ['abc 123', 'abc 123'],
  ['★', '★'],
])('folds %j into %j', (value, folded) => {
  expect(fold(value)).toBe(folded)
})

test('a remembered answer is given again without reading, within the bound', () => {
  let readings = 0
  const read = remember((raw) => `${raw}${++readings}`, 2)

  expect(['x', 'x', 'y', 'x', 'z', 'v', 'w', 'x'].map(read)).toEqual(['x1', 'x1', 'y2', 'x1', 'z3', 'v4', 'w5', 'x6'])
})
