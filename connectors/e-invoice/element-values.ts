import type { XmlElement } from '../xml-tree.ts'
import { elementsAt, textAt } from '../xml-path.ts'

/** Longer texts are no amounts: they are left as they are, and fail where they are used. */
const DECIMAL = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?$/

/** A decimal without plus sign, leading and trailing zeros; a text that is none stays as it is. */
export function plainDecimal(text: string): string {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(text) ?? []
  if (sign === undefined || whole + fraction === '') return text

  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const decimals = fraction.replace(/0+$/, '')
  const unsigned = decimals === '' ? digits : `${digits}.${decimals}`
  return sign === '-' && unsigned !== '0' ? `-${unsigned}` : unsigned
}

/** The decimal at a path; null where the document has none. */
export function decimalAt(element: XmlElement, path: string): string | null {
  const text = textAt(element, path)
  return text === null ? null : plainDecimal(text)
}

/** The sum of exact decimals; null when one of them is none. */
export function decimalSum(texts: readonly string[]): string | null {
  if (!texts.every((text) => DECIMAL.test(text) && /\d/.test(text))) return null

  const scale = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0))
  const minor = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.')
    return BigInt(`${whole}${fraction.padEnd(scale, '0')}`)
  }
  const total = texts.reduce((sum, text) => sum + minor(text), 0n)
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0')
  return plainDecimal(
    `${total < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`,
  )
}

/** An xs:date or xs:dateTime: a time or zone behind the day does not change the day that is written on the document. */
const dayOf = (text: string) => text.replace(/^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?$/, '$1')

export function dateAt(element: XmlElement, path: string): string | null {
  const text = textAt(element, path)
  return text === null ? null : dayOf(text)
}

const ciiDateElements = new Set(['DateTimeString', 'DateString', 'DateTime', 'Date'])

/** A date of CII: text in a format of UNTDID 2379 (102 is 20200731, 203 and 204 have a time behind it), or an xs:dateTime. */
export function ciiDateAt(element: XmlElement, path: string): string | null {
  const dates = elementsAt(element, path).flatMap(({ children }) =>
    children.filter(({ name }) => ciiDateElements.has(name)),
  )
  const [date] = dates.filter(({ text }) => text.trim() !== '')
  if (date === undefined) return null

  const text = date.text.trim()
  const format = date.attributes.get('format')?.trim() ?? ''
  return date.name.endsWith('String') ? formattedDay(text, format) : dayOf(text)
}

function formattedDay(text: string, format: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2})?)?$/.exec(text) ?? []
  return ['102', '203', '204'].includes(format) && year !== undefined ? `${year}-${month}-${day}` : text
}

/** An optional total of EN 16931: zero says the same as nothing, and one syntax writes what the other leaves out. */
export const unlessZero = (total: string | null): string | null => (total === '0' ? null : total)
