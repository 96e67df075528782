import { isCalendarDay } from '../normalize/wall-time.ts'
import { decimalsIn, decimalText, exactDecimal } from './exact-decimal.ts'
import { divide, fraction, multiply, type Fraction } from './fraction.ts'

/** Amounts are counted in no finer unit than this: more decimals are no money, but a price that strayed there. */
const scaleMax = 6
const digitsMax = 40

/** Decimals that need no work, which is nearly all of them. */
const canonical = /^-?(?:[1-9]\d{0,39}|0(?=\.))(?:\.\d{0,39}[1-9])?$/

/** A value that stands in the invoice and is not what its place demands. */
export interface UnreadableValue {
  /** Where, as in the EInvoice: `totals.net`, `lines.quantity`. */
  readonly field: string
  readonly value: string
  readonly reason: 'decimal-invalid' | 'amount-too-precise' | 'date-invalid'
}

/** Takes the texts of one e-invoice as values, and remembers which it could not take. */
export interface EInvoiceValues {
  /** Decimals of the minor unit in which the amounts are counted. */
  readonly scale: number
  /** Whole minor units with the sign of the money: negative for a credit note. */
  amount(field: string, text: string | null): bigint | null
  decimal(field: string, text: string | null): string | null
  /** A decimal that is negative in a credit note, as quantities are. */
  signedDecimal(field: string, text: string | null): string | null
  /** Price of one unit; where that of several does not divide without rest, to so many digits that no quantity makes a minor unit of it. */
  price(text: string | null, base: string | null): string | null
  date(field: string, text: string | null): string | null
  unreadable(): readonly UnreadableValue[]
}

/** `minorDigits` is what the currency has; amounts that are written finer raise the scale, up to six decimals. */
export function eInvoiceValues(
  isCreditNote: boolean,
  minorDigits: number,
  amountTexts: readonly string[],
): EInvoiceValues {
  const finest = amountTexts.reduce((most, text) => Math.max(most, decimalsIn(text)), minorDigits)
  const scale = Math.min(finest, scaleMax)
  const unreadable: UnreadableValue[] = []
  const refuse = (field: string, value: string, reason: UnreadableValue['reason']) => {
    unreadable.push({ field, value, reason })
    return null
  }

  function number(field: string, text: string | null): Fraction | null {
    return text === null ? null : (exactDecimal(text) ?? refuse(field, text, 'decimal-invalid'))
  }

  function amount(field: string, text: string | null): bigint | null {
    const value = number(field, text)
    if (value === null || text === null) return null
    if (decimalsIn(text) > scale) return refuse(field, text, 'amount-too-precise')

    const { numerator, denominator } = multiply(value, fraction(10n ** BigInt(scale)))
    const minor = numerator / denominator
    return isCreditNote ? -minor : minor
  }

  function decimal(field: string, text: string | null): string | null {
    if (text !== null && canonical.test(text)) return text
    const value = number(field, text)

    return value === null ? null : decimalText(value, digitsMax)
  }

  function price(text: string | null, base: string | null): string | null {
    const value = number('lines.unitPrice', text)
    const units = base === null ? fraction(1n) : number('lines.priceBase', base)
    if (value === null || units === null || units.numerator === 0n) return null

    return decimalText(divide(value, units), digitsMax)
  }

  return {
    scale,
    amount,
    decimal,
    signedDecimal(field, text) {
      const plain = decimal(field, text)
      if (!isCreditNote || plain === null || plain === '0') return plain
      return plain.startsWith('-') ? plain.slice(1) : `-${plain}`
    },
    price,
    date: (field, text) => (text === null || isDate(text) ? text : refuse(field, text, 'date-invalid')),
    unreadable: () => unreadable,
  }
}

/** YYYY-MM-DD, and a day the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []

  return year !== undefined && isCalendarDay(Number(year), Number(month), Number(day))
}
