import { expect, test } from 'vitest'
import { readVatId } from '../../../rules/normalize/vat-id.ts'

test.each([
  ['CZ02339234', 'CZ02339234'],
  ['cz 251-238-91', 'CZ25123891'],
  ['NL805557532B01', 'NL805557532B01'],
  ['NL004495445B01', 'NL004495445B01'],
  ['DE 136.695.976', 'DE136695976'],
  ['ATU13585627', 'ATU13585627'],
  ['EL094259216', 'EL094259216'],
  ['GR094259216', 'EL094259216'],
  ['GB980780684', 'GB980780684'],
  ['XI980780684', 'XI980780684'],
  ['SK2022749619', 'SK2022749619'],
  ['FR40303265045', 'FR40303265045'],
  ['ESB58378431', 'ESB58378431'],
  ['PL8567346215', 'PL8567346215'],
  ['DIČ: CZ02339234', 'CZ02339234'],
  ['USt-IdNr. DE 136695976', 'DE136695976'],
  ['VAT Reg. No. GB 980 7806 84', 'GB980780684'],
  ['IČ DPH SK2022749619', 'SK2022749619'],
  ['CHE-116.281.710 MWST', 'CHE116281710'],
  ['CHE-116.281.710 TVA', 'CHE116281710'],
  ['CHE116281710', 'CHE116281710'],
  ['NO 923 609 016 MVA', 'NO923609016'],
  ['BE 403.019.261', 'BE0403019261'],
  ['EL94259216', 'EL094259216'],
  ['NL4495445B01', 'NL004495445B01'],
  ['BG831650349', 'BG831650349'],
  ['CZ640903926', 'CZ640903926'],
  ['SK7120001372', 'SK7120001372'],
  ['LV32503511782', 'LV32503511782'],
  ['GBGD001', 'GBGD001'],
  ['XIHA500', 'XIHA500'],
])('reads %j as %s', (raw, vatId) => {
  expect(readVatId(raw, 'CZ', false)).toEqual({ ok: true, value: vatId })
})

test.each([
  ['CZ02339235', 'vat-id-check-digit-wrong'],
  ['DE136695978', 'vat-id-check-digit-wrong'],
  ['DE076421931', 'vat-id-check-digit-wrong'],
  ['DK08902518', 'vat-id-check-digit-wrong'],
  ['MT06624389', 'vat-id-check-digit-wrong'],
  ['SI57721271', 'vat-id-check-digit-wrong'],
  ['CZ640903925', 'vat-id-check-digit-wrong'],
  ['CZ660877657', 'vat-id-check-digit-wrong'],
  ['BG2600769582', 'vat-id-check-digit-wrong'],
  ['SK2468167779', 'vat-id-check-digit-wrong'],
  ['NL633367813B00', 'vat-id-check-digit-wrong'],
  ['CHE116281711MWST', 'vat-id-check-digit-wrong'],
  ['CY12740377Z', 'vat-id-format-invalid'],
  ['GBHB323', 'vat-id-format-invalid'],
  ['NO923609017MVA', 'vat-id-check-digit-wrong'],
  ['NL805557532B02X', 'vat-id-format-invalid'],
  ['12345678', 'vat-id-check-digit-wrong'],
  ['CZ123', 'vat-id-format-invalid'],
  ['CZCZ02339234', 'vat-id-format-invalid'],
  ['XX123456789', 'vat-id-country-unknown'],
  ['', 'vat-id-format-invalid'],
  ['neplátce', 'vat-id-format-invalid'],
])('rejects %j as %s and keeps what the source said', (raw, issue) => {
  expect(readVatId(raw, 'CZ', true)).toEqual({ ok: false, issue, raw })
})

test('a bare number belongs to the country the record states', () => {
  expect(readVatId('02339234', 'CZ', true)).toEqual({ ok: true, value: 'CZ02339234' })
  expect(readVatId('094259216', 'GR', true)).toEqual({ ok: true, value: 'EL094259216' })
})

test('where the country is only assumed, a bare number is read when it fits that country, and never given to another', () => {
  expect(readVatId('02339234', 'CZ', false)).toEqual({ ok: true, value: 'CZ02339234' })
  expect(readVatId('136695976', 'CZ', false)).toMatchObject({ issue: 'vat-id-country-unknown' })
  expect(readVatId('02339234', 'US', false)).toMatchObject({ issue: 'vat-id-country-unknown' })
})
