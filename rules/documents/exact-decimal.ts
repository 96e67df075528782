import { fraction, multiply, round, type Fraction } from './fraction.ts'

/** Forty digits on each side of the point hold every amount there is; a longer text is no amount. */
const decimal = /^([+-]?)(?=\.?\d)(\d{0,40})(?:\.(\d{0,40}))?$/

/** The number an e-invoice writes as an xs:decimal; undefined for any other text, which is never guessed at. */
export function exactDecimal(text: string): Fraction | undefined {
  const [, sign, whole = '', decimals = ''] = decimal.exec(text) ?? []

  return sign === undefined
    ? undefined
    : fraction(`${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}.${decimals}`)
}

/** Digits behind the point that count: "1.50" has one. Zero for a text that is no decimal. */
export function decimalsIn(text: string): number {
  const [, , , decimals = ''] = decimal.exec(text) ?? []

  return decimals.replace(/0+$/, '').length
}

/** A fraction as a plain decimal without trailing zeros, rounded half up where it is finer. */
export function decimalText(value: Fraction, decimalsMax: number): string {
  const minor = round(multiply(value, fraction(10n ** BigInt(decimalsMax))), 'half up')
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimalsMax + 1, '0')
  const whole = digits.slice(0, digits.length - decimalsMax)
  const decimals = digits.slice(digits.length - decimalsMax).replace(/0+$/, '')

  return `${minor < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}
