import { stdnum } from 'stdnum'
import { describe, expect, test } from 'vitest'
import {
  britishVatId,
  companyId,
  ean13,
  germanVatId,
  slovakVatId,
} from '../../../examples/company/identity/check-digits.ts'
import { mobilePhone } from '../../../examples/company/identity/phone-number.ts'
import { randomStream } from '../../../examples/company/random-stream.ts'
import { isValidPhoneNumber } from 'libphonenumber-js/max'

const random = randomStream(1, 'test')
const hundred = <Value>(make: () => Value) => Array.from({ length: 100 }, make)

describe('the numbers of the example company', () => {
  test.each([
    ['Czech company ids', () => companyId(random), (text: string) => stdnum['CZ']?.['dic']?.validate(text).isValid],
    ['Slovak VAT ids', () => slovakVatId(random), (text: string) => stdnum['SK']?.['dph']?.validate(text).isValid],
    ['German VAT ids', () => germanVatId(random), (text: string) => stdnum['DE']?.['vat']?.validate(text).isValid],
    ['British VAT ids', () => britishVatId(random), (text: string) => stdnum['GB']?.['vat']?.validate(text).isValid],
  ])('%s have valid check digits', (_, make, isValid) => {
    for (const text of hundred(make)) expect({ text, isValid: isValid(text) }).toEqual({ text, isValid: true })
  })

  test('a known EAN-13 gets its check digit', () => {
    expect(ean13('400638133393')).toBe('4006381333931')
  })

  test.each(['CZ', 'SK', 'DE', 'GB'] as const)('mobile numbers of %s exist in its numbering plan', (country) => {
    for (const phone of hundred(() => mobilePhone(country, random))) {
      expect({ phone, isValid: isValidPhoneNumber(phone) }).toEqual({ phone, isValid: true })
    }
  })
})
