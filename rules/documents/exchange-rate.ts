import { dayAfter, daysBetween, daysFrom } from './business-date.ts'
import { divide, fraction, multiply, round, type Fraction } from './fraction.ts'

/** Reference rates as one source publishes them, day by day. */
export interface ReferenceRates {
  /** Currency that all others are quoted against. */
  readonly base: string
  /** `per-base`: units of a currency for one of the base, as the ECB quotes; `in-base`: units of the base for one of the currency. */
  readonly quoted: 'per-base' | 'in-base'
  /** Days of publication, ascending. */
  readonly days: readonly string[]
  /** Quote of each currency in the order of `days`; null where it was not quoted. */
  readonly quotes: ReadonlyMap<string, readonly (string | null)[]>
  /** For how many days after its publication a rate may stand in for a day without one. */
  readonly ageDaysMax: number
}

/** Units of one currency for one unit of another, and the day it was published. */
export interface DatedRate {
  readonly rate: Fraction
  readonly on: string
}

/** Why there is no rate: the day is not covered by any publication, or a currency is not in the one that covers it. */
export type RateGap = 'day-not-covered' | 'currency-not-quoted'

/** An amount of one currency in whole minor units. */
export interface Amount {
  readonly minor: bigint
  readonly scale: number
  readonly currency: string
}

/**
 * The rate that holds on a day: that of the day, or of the last publication before it (weekends, holidays), not older than
 * `ageDaysMax`. A currency missing in that publication has no rate, even if an older one quotes it: it left or was suspended.
 */
export function rateOn(rates: ReferenceRates, from: string, to: string, day: string): DatedRate | RateGap {
  const at = publicationOf(rates, day)
  const on = rates.days[at]

  if (on === undefined || daysFrom(on, day) > rates.ageDaysMax) return 'day-not-covered'
  const rate = crossRate(rates, from, to, at)

  return rate === undefined ? 'currency-not-quoted' : { rate, on }
}

/** An amount in another currency, a half of its minor unit rounded away from zero. */
export function convert({ minor, scale }: Omit<Amount, 'currency'>, rate: Fraction, toScale: number): bigint {
  return round(inMinor(minor, scale, rate, toScale), 'half up')
}

/** Are two amounts of different currencies one, at a rate? `slack` is in minor units of the second. */
export function isConverted(from: Amount, to: Amount, rate: Fraction, slack: bigint): boolean {
  const difference = convert(from, rate, to.scale) - to.minor

  return (difference < 0n ? -difference : difference) <= slack
}

/** A stretch of days around one of them. */
export interface DaysAround {
  readonly day: string
  readonly daysAround: number
}

/**
 * The days of publication whose rate makes one amount of the other to the minor unit, nearest to the day first. Of small amounts
 * many days do; then none of them is proved.
 */
export function daysThatConvert(
  rates: ReferenceRates,
  from: Amount,
  to: Amount,
  around: DaysAround,
): readonly string[] {
  // Whoever converted may have had either of the two and computed the other.
  return daysWithRate(
    rates,
    { from: from.currency, to: to.currency },
    around,
    (rate) => isConverted(from, to, rate, 0n) || isConverted(to, from, divide(fraction(1n), rate), 0n),
  )
}

/** The days of publication whose rate is meant, nearest to the day first, the earlier of two before the later. */
export function daysWithRate(
  rates: ReferenceRates,
  { from, to }: { readonly from: string; readonly to: string },
  { day, daysAround }: DaysAround,
  isMeant: (rate: Fraction) => boolean,
): readonly string[] {
  const first = publicationOf(rates, dayAfter(day, -daysAround - 1)) + 1
  const days: string[] = []

  for (let at = first; at < rates.days.length && (rates.days[at] ?? '') <= dayAfter(day, daysAround); at += 1) {
    const rate = crossRate(rates, from, to, at)

    if (rate !== undefined && isMeant(rate)) days.push(rates.days[at] ?? '')
  }
  const distance = (other: string) => daysBetween(other, day)

  return days.toSorted((left, right) => distance(left) - distance(right) || (left < right ? -1 : 1))
}

/** The last days of publication on or before a day, in order. */
export function publicationsUntil(rates: ReferenceRates, day: string, countMax: number): readonly string[] {
  const end = publicationOf(rates, day) + 1

  return rates.days.slice(Math.max(0, end - countMax), end)
}

/** A rate as people see it: up to ten decimals, without trailing zeros. */
export function rateText(rate: Fraction): string {
  const digits = round(multiply(rate, fraction(10n ** 10n)), 'half up')
    .toString()
    .padStart(11, '0')

  return `${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '')
}

function inMinor(minor: bigint, scale: number, rate: Fraction, toScale: number): Fraction {
  return {
    numerator: minor * rate.numerator * 10n ** BigInt(toScale),
    denominator: rate.denominator * 10n ** BigInt(scale),
  }
}

function crossRate(rates: ReferenceRates, from: string, to: string, at: number): Fraction | undefined {
  const [quote, otherQuote] = [quoteAt(rates, from, at), quoteAt(rates, to, at)]

  if (quote === undefined || otherQuote === undefined) return undefined
  return rates.quoted === 'per-base' ? divide(otherQuote, quote) : divide(quote, otherQuote)
}

function quoteAt({ base, quotes }: ReferenceRates, currency: string, at: number): Fraction | undefined {
  if (currency === base) return fraction(1n)
  const quote = quotes.get(currency)?.[at] ?? null

  return quote === null ? undefined : fraction(quote)
}

/** Position of the last publication on or before a day; -1 before the first. */
function publicationOf({ days }: ReferenceRates, day: string): number {
  let [low, high] = [0, days.length]

  while (low < high) {
    const middle = (low + high) >> 1

    if ((days[middle] ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}
