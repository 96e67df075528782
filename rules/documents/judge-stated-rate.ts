import { daysWithRate, publicationsUntil, rateOn, rateText, type ReferenceRates } from './exchange-rate.ts'
import { divide, fraction, isEqual, multiply, round, type Fraction } from './fraction.ts'

/** A rate as a document states it: units of `to` for one of `from`, on the day that decides it. */
export interface StatedRate {
  readonly from: string
  readonly to: string
  readonly rate: string
  readonly day: string
}

/** What is wrong with a stated rate, and what proves it. */
export interface RateVerdict {
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
  /** Stated rate over reference rate. */
  readonly ratio: Fraction
}

const daysAround = 31
/** Fewer digits fit the rates of many days. */
const digitsMin = 4
/** Banks and customs offices have rates of their own, but none that far from the market. */
const strayPercentMax = 5n

/**
 * Judges the rate a document states by the reference rates. It counts whatever it is; told is only a rate that is the published
 * one of another day (that of the day and of the publication before it are both in use, for rates come out in the afternoon), or that is
 * more than 5 % from the reference. Undefined where nothing is wrong, or where there is no reference.
 */
export function judgeStatedRate(rates: ReferenceRates, { from, to, rate, day }: StatedRate): RateVerdict | undefined {
  const reference = rateOn(rates, from, to, day)
  const stated = fraction(rate)

  if (typeof reference === 'string' || stated.numerator <= 0n) return undefined
  const verdict = (reason: string, more: Readonly<Record<string, string>> = {}) => ({
    evidence: { statedRate: rate, referenceRate: rateText(reference.rate), referenceOn: reference.on, ...more },
    reason,
    ratio: divide(stated, reference.rate),
  })
  const days = daysWithRate(rates, { from, to }, { day, daysAround }, isWrittenAs(rate))
  const [nearest] = days

  if (publicationsUntil(rates, day, 2).some((on) => days.includes(on))) return undefined
  if (nearest !== undefined && digitsOf(rate) >= digitsMin) {
    return verdict('The document states the rate of another day.', { rateOn: nearest })
  }
  return isStray(stated, reference.rate)
    ? verdict('The rate the document states is more than 5 % from the reference rate of its day.')
    : undefined
}

/** Does a rate read as the text does, when it is rounded to as many decimals? */
function isWrittenAs(text: string): (rate: Fraction) => boolean {
  const [, decimals = ''] = text.split('.')
  const power = fraction(10n ** BigInt(decimals.length))
  const written = multiply(fraction(text), power)

  return (rate) => isEqual(fraction(round(multiply(rate, power), 'half up')), written)
}

function digitsOf(rate: string): number {
  return rate.replace('.', '').replace(/^0+/, '').length
}

function isStray(stated: Fraction, reference: Fraction): boolean {
  const percent = round(multiply(divide(stated, reference), fraction(100n)), 'half up') - 100n

  return percent > strayPercentMax || percent < -strayPercentMax
}
