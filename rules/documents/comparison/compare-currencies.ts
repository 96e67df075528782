import { absolute, minorUnitsOf } from '../document-amounts.ts'
import type { DocumentContent } from '../document-content.ts'
import { convert, daysThatConvert, isConverted, rateOn, rateText, type Amount } from '../exchange-rate.ts'
import { divide, fraction, type Fraction } from '../fraction.ts'
import type { CompareTerms } from './copy-pair.ts'
import { textDifference, type Difference } from './difference.ts'

/** How many days around the document a rate is looked for, and how many of those found are named. */
const DAYS_AROUND = 31
const DAYS_NAMED_MAX = 3
/** How far from the stated rate a conversion may be and still be one between the same currencies: no pair of them moves as much in a month. */
const STRAY_PERCENT_MAX = 5n

interface ProperRate {
  readonly rate: Fraction
  readonly evidence: Readonly<Record<string, string>>
  readonly isStated: boolean
}

/**
 * Two copies in two currencies. With a rate that the document states (it wins), or with a dated one, the totals are converted and
 * must agree; a rate of another day is a finding of its own. Without a rate nothing is subtracted.
 */
export function compareCurrencies(
  reference: DocumentContent,
  other: DocumentContent,
  terms: CompareTerms,
): readonly Difference[] {
  const totals = totalsOf(reference, other)
  const day = dayOf(reference) ?? dayOf(other)
  const proper = statedRate(reference, other) ?? rateOfTheDay(reference, other, day, terms)

  if (totals === undefined) return [otherCurrency(reference, other)]
  if (proper !== undefined && isConverted(...totals, proper.rate, slackOf(terms, other.scale))) return []
  const days = daysOfTheRate(totals, day, terms)

  if (days.length > 0) return [rateDate(reference, other, proper, { rateOn: days.slice(0, DAYS_NAMED_MAX).join(', ') })]
  return proper?.isStated === true && isStray(...totals, proper.rate)
    ? [rateDate(reference, other, proper, {})]
    : [otherCurrency(reference, other)]
}

/** The day that decides the rate. */
function dayOf({ taxPointOn, on }: DocumentContent): string | null {
  return taxPointOn ?? on
}

function daysOfTheRate(
  totals: readonly [Amount, Amount],
  day: string | null,
  { rates }: CompareTerms,
): readonly string[] {
  return rates === undefined || day === null ? [] : daysThatConvert(rates, ...totals, { day, daysAround: DAYS_AROUND })
}

function otherCurrency(reference: DocumentContent, other: DocumentContent): Difference {
  return textDifference({
    cause: 'currency',
    field: 'currency',
    value: reference.currency,
    otherValue: other.currency,
    reason: 'The currencies differ; amounts are not compared.',
  })
}

function rateDate(
  reference: DocumentContent,
  other: DocumentContent,
  proper: ProperRate | undefined,
  evidence: Readonly<Record<string, string>>,
): Difference {
  return textDifference({
    cause: 'rate-date',
    field: 'currency',
    value: reference.currency,
    otherValue: other.currency,
    evidence: { ...evidence, ...proper?.evidence },
    reason:
      proper?.isStated === true
        ? 'The totals stand in another rate than the one the document states.'
        : 'The totals stand in the rate of another day.',
  })
}

/** The rate one of the copies states, from the reference's currency to the other's. */
function statedRate(reference: DocumentContent, other: DocumentContent): ProperRate | undefined {
  const forward = reference.exchange?.currency === other.currency ? reference.exchange.rate : null
  const backward = other.exchange?.currency === reference.currency ? other.exchange.rate : null
  const stated = forward ?? backward

  if (stated === null || fraction(stated).numerator === 0n) return undefined
  const rate = forward === null ? divide(fraction(1n), fraction(stated)) : fraction(stated)

  return { rate, evidence: { statedRate: stated }, isStated: true }
}

function rateOfTheDay(
  { currency }: DocumentContent,
  { currency: otherCurrency }: DocumentContent,
  day: string | null,
  { rates }: CompareTerms,
): ProperRate | undefined {
  if (rates === undefined || day === null || currency === null || otherCurrency === null) return undefined
  const found = rateOn(rates, currency, otherCurrency, day)

  return typeof found === 'string'
    ? undefined
    : { rate: found.rate, evidence: { properRate: rateText(found.rate), properRateOn: found.on }, isStated: false }
}

function totalsOf(reference: DocumentContent, other: DocumentContent): readonly [Amount, Amount] | undefined {
  for (const name of ['gross', 'net'] as const) {
    const [minor, otherMinor] = [reference.amounts[name], other.amounts[name]]

    if (minor === null || otherMinor === null) continue
    if (minor === 0n || otherMinor === 0n) return undefined
    return [
      { minor, scale: reference.scale, currency: reference.currency ?? '' },
      { minor: otherMinor, scale: other.scale, currency: other.currency ?? '' },
    ]
  }
  return undefined
}

/** Net and VAT are converted one by one in some systems: one minor unit is rounding. */
function slackOf({ tolerance }: CompareTerms, scale: number): bigint {
  const agreed = minorUnitsOf(tolerance, scale)

  return agreed > 1n ? agreed : 1n
}

function isStray(total: Amount, otherTotal: Amount, rate: Fraction): boolean {
  const expected = convert(total, rate, otherTotal.scale)

  return absolute(expected - otherTotal.minor) * 100n <= absolute(expected) * STRAY_PERCENT_MAX
}
