const POSITIVE_OVERPUNCH = '{ABCDEFGHI'
const NEGATIVE_OVERPUNCH = '}JKLMNOPQR'

interface SignedDigits {
  readonly isNegative: boolean
  readonly digits: string
}

/** The last digit of a zoned decimal carries the sign: "D" is +4, "M" is -4. */
function overpunched(text: string): SignedDigits | null {
  const last = text.slice(-1)
  const positive = POSITIVE_OVERPUNCH.indexOf(last)
  const negative = NEGATIVE_OVERPUNCH.indexOf(last)
  const digit = Math.max(positive, negative)
  if (last === '' || digit === -1 || !/^\d*$/.test(text.slice(0, -1))) return null

  return { isNegative: negative !== -1, digits: text.slice(0, -1) + String(digit) }
}

function signed(text: string): SignedDigits | null {
  const [, leading, digits, trailing] = /^([+-]?)\s*(\d+)([+-]?)$/.exec(text) ?? []
  if (digits === undefined || (leading !== '' && trailing !== '')) return null

  return { isNegative: leading === '-' || trailing === '-', digits }
}

/**
 * Reads a number whose decimal point is only implied: "0001234" with 2 decimals is "12.34". Text that is no such number
 * comes back as it is: the rules reject the value, and the other fields of the row go on.
 */
export function impliedDecimal(raw: string, decimals: number): string {
  const text = raw.trim()
  const number = signed(text) ?? overpunched(text)
  if (number === null) return raw

  const digits = number.digits.padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/^0+(?=\d)/, '')
  const fraction = digits.slice(digits.length - decimals)
  const isZero = /^0*$/.test(digits)
  return (number.isNegative && !isZero ? '-' : '') + whole + (decimals === 0 ? '' : `.${fraction}`)
}
