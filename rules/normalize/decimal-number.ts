import { accept, reject, type Outcome } from './outcome.ts'

export type DecimalMark = '.' | ','

const digitsMax = 30
const lengthMax = 100
const plain = /^(-?)(0|[1-9]\d{0,17})$/
/** Decimals of one or two digits, thousands apart by spaces or not at all: one meaning only, whatever the mark. */
const everyday = /^(-?)(0|[1-9]\d{0,2}(?:[ \u00a0]\d{3})*|[1-9]\d*)([.,])(\d{1,2})$/
const spaces = /[\s\u00a0\u202f\u2009]/u
const minus = /^[-\u2212\u2013]/u

/**
 * Reads a number as an exact decimal text ("-1234.5"). `decimalMark` is what the source declares; without it, a number is
 * read only when it can mean one thing: "1.234,56" and "1234.5" can, "1,234" cannot.
 */
export function readDecimal(raw: string, decimalMark?: DecimalMark): Outcome {
  if (plain.test(raw)) return accept(raw === '-0' ? '0' : raw)
  if (raw.length > lengthMax) return reject('number-too-large', raw)
  const simple = everydayDecimal(raw, decimalMark)
  if (simple !== undefined) return accept(simple)

  const { isNegative, unsigned } = splitSign(raw.trim())
  const mark = decimalMark ?? evidentMark(unsigned ?? '')
  if (unsigned === undefined) return reject('number-invalid', raw)
  if (mark === undefined) return reject('number-ambiguous', raw)
  return readUnsigned(unsigned, mark, isNegative, raw)
}

function everydayDecimal(raw: string, decimalMark: DecimalMark | undefined): string | undefined {
  const [, sign, thousands = '', separator, decimals = ''] = everyday.exec(raw) ?? []
  if (separator === undefined || raw.length >= digitsMax || (decimalMark ?? separator) !== separator) return undefined

  return canonical(sign === '-', thousands.replace(/[ \u00a0]/g, ''), decimals)
}

function readUnsigned(unsigned: string, mark: DecimalMark, isNegative: boolean, raw: string): Outcome {
  const parts = splitAtMark(unsigned, mark)
  const whole = parts === undefined ? undefined : ungrouped(parts.whole, mark)
  if (parts === undefined || whole === undefined || !/^\d*$/.test(parts.fraction)) return reject('number-invalid', raw)

  if (whole.length + parts.fraction.length > digitsMax) return reject('number-too-large', raw)
  return accept(canonical(isNegative, whole, parts.fraction))
}

/** Minus signs before or after, and the bookkeeper's brackets; more than one of them is no number. */
function splitSign(text: string): { isNegative: boolean; unsigned: string | undefined } {
  const isBracketed = text.startsWith('(') && text.endsWith(')')
  const inner = isBracketed ? text.slice(1, -1).trim() : text
  const isLeading = minus.test(inner)
  const isTrailing = inner.length > 1 && /[-\u2212]$/u.test(inner)
  const unsigned = inner
    .replace(/^[-+\u2212\u2013]/u, '')
    .replace(/[-\u2212]$/u, '')
    .trim()
  const signCount = Number(isBracketed) + Number(isLeading) + Number(isTrailing)

  return { isNegative: signCount === 1, unsigned: signCount > 1 || !/^[\d.,]/.test(unsigned) ? undefined : unsigned }
}

/** The decimal mark that the text itself proves; '.' when it has no separator at all; undefined when it proves nothing. */
function evidentMark(text: string): DecimalMark | undefined {
  const points = count(text, '.')
  const commas = count(text, ',')

  if (points === 0 && commas === 0) return '.'
  if (points > 0 && commas > 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ','
  const [separator, other]: [DecimalMark, DecimalMark] = points > 0 ? ['.', ','] : [',', '.']

  if (points + commas > 1) return other
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(text) ? undefined : separator
}

function splitAtMark(text: string, mark: DecimalMark): { whole: string; fraction: string } | undefined {
  const [whole = '', fraction = '', ...more] = text.split(mark)

  return more.length > 0 || (whole === '' && fraction === '') ? undefined : { whole, fraction }
}

/** Lakhs and crores: "12,34,567" has groups of two before the last one of three. */
const indian = /^\d{1,2}(?:,\d{2})+,\d{3}$/

/** The digits without thousands separators: one kind of separator only, groups of exactly three, or the groups of India. */
function ungrouped(whole: string, mark: DecimalMark): string | undefined {
  if (/^\d*$/.test(whole)) return whole
  if (mark === '.' && indian.test(whole)) return whole.replaceAll(',', '')

  return withoutGroups(whole, mark)
}

/** Nobody groups the thousands of a number below one: "0.123" is no 123. */
function withoutGroups(whole: string, mark: DecimalMark): string | undefined {
  const separator = [...whole].find((character) => !/\d/.test(character)) ?? ''
  const [first = '', ...groups] = whole.split(separator)
  const isSeparator = separator !== mark && (/[.,'’]/u.test(separator) || spaces.test(separator))

  if (!isSeparator || !/^[1-9]\d{0,2}$/.test(first) || !groups.every((digits) => /^\d{3}$/.test(digits)))
    return undefined
  return first + groups.join('')
}

function canonical(isNegative: boolean, whole: string, fraction: string): string {
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const decimals = fraction.replace(/0+$/, '')
  const number = decimals === '' ? digits : `${digits}.${decimals}`

  return isNegative && number !== '0' ? `-${number}` : number
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Reads a rate in percent; the sign may be there, the number is never scaled. */
export function readPercent(raw: string, decimalMark?: DecimalMark): Outcome {
  const outcome = readDecimal(raw.replace(/\s*%\s*$/u, ''), decimalMark)

  return outcome.ok ? outcome : reject(outcome.issue, raw)
}
