import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

/** How a country writes its postal codes: the compact text, and where its own form has a space or dash. */
interface PostalForm {
  readonly compact: RegExp
  readonly written: string
}

const form = (compact: RegExp, written: string): PostalForm => ({ compact, written })
const fiveDigits = form(/^(\d{5})$/, '$1')
const fourDigits = form(/^(\d{4})$/, '$1')
const threeTwo = form(/^(\d{3})(\d{2})$/, '$1 $2')

const formByCountry: ReadonlyMap<string, PostalForm> = new Map([
  ...['CZ', 'SK', 'SE', 'GR'].map((country) => [country, threeTwo] as const),
  ...['DE', 'FR', 'IT', 'ES', 'FI', 'EE', 'HR', 'UA', 'TR', 'RS', 'MX', 'MC'].map(
    (country) => [country, fiveDigits] as const,
  ),
  ...['AT', 'CH', 'HU', 'BE', 'DK', 'NO', 'LU', 'SI', 'BG', 'CY', 'LI', 'AU', 'NZ'].map(
    (country) => [country, fourDigits] as const,
  ),
  ['PL', form(/^(\d{2})(\d{3})$/, '$1-$2')],
  ['PT', form(/^(\d{4})(\d{3})$/, '$1-$2')],
  ['JP', form(/^(\d{3})(\d{4})$/, '$1-$2')],
  ['RO', form(/^(\d{6})$/, '$1')],
  ['RU', form(/^(\d{6})$/, '$1')],
  ['LT', form(/^(?:LT)?(\d{5})$/, 'LT-$1')],
  ['LV', form(/^(?:LV)?(\d{4})$/, 'LV-$1')],
  ['NL', form(/^(\d{4})([A-Z]{2})$/, '$1 $2')],
  ['IE', form(/^([A-Z]\d[\dW])([A-Z\d]{4})$/, '$1 $2')],
  ['GB', form(/^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/, '$1 $2')],
  ['CA', form(/^([A-Z]\d[A-Z])(\d[A-Z]\d)$/, '$1 $2')],
  ['MT', form(/^([A-Z]{3})(\d{4})$/, '$1 $2')],
  ['US', form(/^(\d{5})(\d{4})?$/, '$1-$2')],
])

/** Car and ISO signs that people put before a code: "D-80331", "CZ 110 00". */
const signsByCountry: ReadonlyMap<string, string> = new Map([
  ['DE', 'DE|D'],
  ['AT', 'AT|A'],
  ['FR', 'FR|F'],
  ['IT', 'IT|I'],
  ['ES', 'ES|E'],
  ['BE', 'BE|B'],
  ['HU', 'HU|H'],
  ['SE', 'SE|S'],
  ['LU', 'LU|L'],
  ['FI', 'FI|FIN'],
])

const lengthMax = 20

/** Reads a street with house number, or a town: the words as written. */
export function readAddressText(raw: string): Outcome {
  return accept(tidyText(raw).replace(/^[\s,;]+|[\s,;]+$/gu, ''))
}

/**
 * Reads a postal code in the form of its country: "11000" is "110 00" in Czechia. Where the country is only assumed, a code
 * of another country's form passes as written; a lost leading zero is not put back.
 */
export function readPostalCode(raw: string, country: string, isCountryStated: boolean): Outcome {
  const text = tidyText(raw).toUpperCase()
  if (text.length > lengthMax || !/\d/.test(text)) return reject('postal-code-invalid', raw)

  const written = inFormOf(country, text)
  if (written !== undefined) return accept(written)
  const isElsewhere = !isCountryStated && [...formByCountry.keys()].some((other) => inFormOf(other, text) !== undefined)
  return isElsewhere || !formByCountry.has(country) ? accept(text) : reject('postal-code-invalid', raw)
}

function inFormOf(country: string, text: string): string | undefined {
  const known = formByCountry.get(country)
  if (known === undefined) return undefined
  const unsigned = text.replace(new RegExp(`^(?:${signsByCountry.get(country) ?? country})[\\s-]+(?=\\w)`), '')
  const compact = unsigned.replace(/[\s-]/gu, '')

  return known.compact.test(compact) ? compact.replace(known.compact, known.written).replace(/[ -]$/, '') : undefined
}
