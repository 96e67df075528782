import type { XmlElement } from '../xml-tree.ts'
import { textAt } from '../xml-path.ts'

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

/** An xs:date: a zone behind it, or a time, does not change the day that is written on the document. */
export function dateAt(element: XmlElement, path: string): string | null {
  const text = textAt(element, path)
  return text?.replace(/^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?$/, '$1') ?? null
}
