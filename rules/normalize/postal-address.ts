import { accept, reject, type Outcome } from './outcome.ts'
import { postalForms, postalSigns } from './postal-forms.ts'
import { tidyText } from './text.ts'

const lengthMax = 20
/** Longer texts are no addresses and pass as they are: trimming them would take the square of their length. */
const addressLengthMax = 500

/** Reads a town: the words as written. */
export function readAddressText(raw: string): Outcome {
  const text = tidyText(raw)

  return accept(text.length > addressLengthMax ? text : text.replace(/^[\s,;]+|[\s,;]+$/gu, ''))
}

/** Ways to write one house number: "12 / 34", "12 – 14", "č. p. 12", "č. ev. 5", "P. O. Box 7". */
const numberForms: readonly (readonly [written: RegExp, canonical: string])[] = [
  [/(?<=\d[a-z]?)\s*\/\s*(?=\d)/giu, '/'],
  [/(?<=\d[a-z]?)\s*[-–]\s*(?=\d)/giu, '-'],
  [/(?<!\p{L})č\.?\s?p\.?\s*(?=\d)/giu, 'č.p. '],
  [/(?<!\p{L})(?:ev\.?\s?č|č\.?\s?ev)\.?\s*(?=\d)/giu, 'ev.č. '],
  [/(?<!\p{L})p\.?\s?o\.?\s?box\s*(?=\d)/giu, 'PO Box '],
]

/** Reads a street with house number: the words as written, and the number as everybody can read it. */
export function readStreet(raw: string): Outcome {
  const text = readAddressText(raw)
  if (!text.ok || text.value.length > addressLengthMax || !/\d/.test(text.value)) return text

  return accept(numberForms.reduce((street, [written, canonical]) => street.replace(written, canonical), text.value))
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
  const isElsewhere = !isCountryStated && [...postalForms.keys()].some((other) => inFormOf(other, text) !== undefined)
  return isElsewhere || !postalForms.has(country) ? accept(text) : reject('postal-code-invalid', raw)
}

function inFormOf(country: string, text: string): string | undefined {
  const known = postalForms.get(country)
  if (known === undefined) return undefined
  const unsigned = text.replace(postalSigns.get(country) ?? '', '')
  const compact = unsigned.replace(/[\s-]/gu, '')

  return known.compact.test(compact) ? compact.replace(known.compact, known.written).replace(/[ -]$/, '') : undefined
}
