import { canStandFor, currencyScale, readCurrency } from './currency.ts'
import { readDecimal, type DecimalMark } from './decimal-number.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { tidyText } from './text.ts'

/** An exact amount: whole minor units, how many decimals they stand for, and the ISO 4217 code. */
export interface Money {
  readonly minor: bigint
  readonly scale: number
  readonly currency: string
}

export interface MoneyReading {
  /** The currency that holds unless the text itself names one. */
  readonly currency: string
  /** Whether `currency` was stated for this amount: then a text that names another is a contradiction, else the text wins. */
  readonly isCurrencyStated?: boolean | undefined
  readonly decimalMark?: DecimalMark | undefined
  /** The number counts minor units already. */
  readonly isMinorUnits?: boolean | undefined
  /** Decimals that the record itself states. */
  readonly scale?: number | undefined
  /** Decimals of the system's minor units, by currency, where it departs from ISO 4217: a gateway counts ISK in hundredths. */
  readonly scales?: Readonly<Record<string, number>> | undefined
}

const minorDigitsMax = 18
const lengthMax = 100
const bare = /^[-+\d.,\s'’()\u2212\u2013]*$/u
const withSign =
  /^([-(\u2212]?\s*)(?:(\p{L}[\p{L}.]{0,4}|\p{Sc})\s*)?(.*?)(?:\s*(\p{L}[\p{L}.]{0,4}|\p{Sc}))?(\s*\)?)$/u

/** Reads an amount as exact minor units. Never rounds: more decimals than the currency has are a rejection. */
export function readMoney(raw: string, reading: MoneyReading): Outcome<Money> {
  if (raw.length > lengthMax) return reject('number-too-large', raw)
  if (!/\d/.test(raw)) return reject('number-invalid', raw)
  const { number, signs } = splitSigns(tidyText(raw))
  const currency = currencyOf(signs, reading, raw)
  if (!currency.ok) return currency

  const scale = reading.scale ?? reading.scales?.[currency.value] ?? currencyScale(currency.value)
  if (scale === undefined) return reject('currency-unknown', raw)
  const decimal = readDecimal(withoutDash(number), reading.decimalMark)
  if (!decimal.ok) return reject(decimal.issue, raw)

  return toMinor(decimal.value, reading.isMinorUnits === true ? 0 : scale, raw, { scale, currency: currency.value })
}

/** Writes minor units as a decimal text with all decimals of the scale: 1234 at scale 2 is "12.34". */
export function moneyText(minor: bigint, scale: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0')
  const sign = minor < 0n ? '-' : ''

  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function toMinor(
  decimal: string,
  decimals: number,
  raw: string,
  unit: { scale: number; currency: string },
): Outcome<Money> {
  const [whole = '', fraction = ''] = decimal.split('.')

  if (fraction.length > decimals) return reject('money-too-precise', raw)
  const digits = whole + fraction.padEnd(decimals, '0')
  if (digits.replace('-', '').replace(/^0+/, '').length > minorDigitsMax) return reject('number-too-large', raw)
  return accept({ minor: BigInt(digits), ...unit })
}

function splitSigns(text: string): { number: string; signs: readonly string[] } {
  if (bare.test(text)) return { number: text, signs: [] }
  const [, minus = '', before, number = '', after, bracket = ''] = withSign.exec(text) ?? []

  return { number: `${minus}${number}${bracket}`.trim(), signs: [before, after].filter((sign) => sign !== undefined) }
}

/** "1 234,-" and "1234.-" are how whole amounts are written by hand. */
function withoutDash(number: string): string {
  return number.replace(/[.,](?:-{1,2}|\u2013|\u2014)$/u, '')
}

function currencyOf(signs: readonly string[], reading: MoneyReading, raw: string): Outcome {
  if (signs.every((sign) => canStandFor(sign, reading.currency))) return accept(reading.currency)
  const [sign = '', ...others] = signs
  const named = readCurrency(sign)

  if (!named.ok) return reject(named.issue, raw)
  return reading.isCurrencyStated === true || others.some((other) => !canStandFor(other, named.value))
    ? reject('currency-differs', raw)
    : named
}
