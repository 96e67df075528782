import stdnum from 'stdnum'
import { accept, reject, type Outcome } from './outcome.ts'

const separators = /[\s.\-/]/gu
const lengthMax = 30

/** Countries whose register number is eight digits with a check digit; Slovakia kept the Czechoslovak rule. */
const icoCountries = new Set(['CZ', 'SK'])

/**
 * Reads a company register number. Czech and Slovak numbers (IČO) are checked and get their lost leading zeros back,
 * which the check digit proves; those of other countries pass as compact text.
 */
export function readCompanyId(raw: string, country: string | null): Outcome {
  const compact = raw.normalize('NFC').replace(separators, '').toUpperCase()

  if (compact.length > lengthMax || !/^(?=.*\d)[\p{L}\p{M}\p{N}]+$/u.test(compact))
    return reject('company-id-invalid', raw)
  return country !== null && icoCountries.has(country) ? readIco(compact, raw) : accept(compact)
}

function readIco(compact: string, raw: string): Outcome {
  if (!/^\d{5,8}$/.test(compact)) return reject('company-id-invalid', raw)
  const ico = compact.padStart(8, '0')

  return stdnum.stdnum['CZ']?.['ico']?.validate(ico).isValid === true
    ? accept(ico)
    : reject('company-id-check-digit-wrong', raw)
}
