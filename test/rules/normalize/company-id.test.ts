import { expect, test } from 'vitest'
import { companyIdOfVatId, readCompanyId } from '../../../rules/normalize/company-id.ts'
import { compileMapping, type NormalizeContext } from '../../../rules/normalize/compile-mapping.ts'

test.each([
  ['02339234', 'CZ', '02339234'],
  ['2339234', 'CZ', '02339234'],
  ['251 23 891', 'CZ', '25123891'],
  ['IČO: 251 23 891', 'CZ', '25123891'],
  ['CZ02339234', 'CZ', '02339234'],
  ['36 396 567', 'SK', '36396567'],
  ['DK 13 58 56 28', 'DK', '13585628'],
  ['2077474-0', 'FI', '20774740'],
  ['923 609 016 MVA', 'NO', '923609016'],
  ['0403.019.261', 'BE', '0403019261'],
  ['BE 403 019 261', 'BE', '0403019261'],
  ['CHE-116.281.710', 'CH', 'CHE116281710'],
  ['116.281.710 MWST', 'CH', 'CHE116281710'],
  ['303 265 045', 'FR', '303265045'],
  ['73282932000074', 'FR', '732829320'],
  ['556036-0793', 'SE', '5560360793'],
  ['165560360793', 'SE', '5560360793'],
  ['1234567', 'GB', '01234567'],
  ['SC 123456', 'GB', 'SC123456'],
  ['FN 56247 t', 'AT', '56247T'],
  ['HRB 12345', 'DE', 'HRB12345'],
])('reads the company id %j of %s as %s', (raw, country, id) => {
  expect(readCompanyId(raw, country)).toEqual({ ok: true, value: id })
})

test.each([
  ['02339235', 'CZ', 'company-id-check-digit-wrong'],
  ['CZ02339235', 'CZ', 'company-id-invalid'],
  ['HRB 12345', 'CZ', 'company-id-invalid'],
  ['13585629', 'DK', 'company-id-check-digit-wrong'],
  ['923609017', 'NO', 'company-id-check-digit-wrong'],
  ['živnostník', 'DE', 'company-id-invalid'],
])('rejects the company id %j of %s as %s', (raw, country, issue) => {
  expect(readCompanyId(raw, country)).toEqual({ ok: false, issue, raw })
})

test('a number that does not fit a country which is only assumed passes as written', () => {
  expect(readCompanyId('HRB 12345', 'CZ', false)).toEqual({ ok: true, value: 'HRB12345' })
})

test.each([
  ['CZ02339234', '02339234'],
  ['CZ7103192745', null],
  ['SK2022749619', null],
  ['DK13585628', '13585628'],
  ['FI20774740', '20774740'],
  ['NO923609016', '923609016'],
  ['CHE116281710', 'CHE116281710'],
  ['BE0403019261', '0403019261'],
  ['FR40303265045', '303265045'],
  ['SE556036079301', '5560360793'],
  ['PL8567346215', null],
  ['DE136695976', null],
  ['NL004495445B01', null],
])('the company id in the VAT id %s is %j', (vatId, id) => {
  expect(companyIdOfVatId(vatId)).toBe(id)
  if (id !== null) expect(readCompanyId(id, vatId.slice(0, 2))).toEqual({ ok: true, value: id })
})

const context: NormalizeContext = {
  company: { country: 'CZ', currency: 'CZK', timeZone: 'Europe/Prague' },
  systemName: 'shop',
  system: {},
  dateOrders: new Map(),
  asOf: '2026-07-01T04:00:00.000Z',
}

test('a record that states only its VAT id has the register number in it; one that states another keeps it', () => {
  const normalize = compileMapping('customer', { vatId: 'dic', companyId: 'ico' }, context)
  const companyId = (dic: string, ico: string | null) =>
    normalize({ changedAt: null, fields: { dic, ico } }).record['companyId']

  expect(companyId('CZ02339234', null)).toBe('02339234')
  expect(companyId('CZ7103192745', null)).toBe(null)
  expect(companyId('CZ02339234', '25123891')).toBe('25123891')
  expect(companyId('CZ02339234', '25123890')).toBe(null)
  expect(companyId('SK2022749619', null)).toBe(null)
})
