import { absolute, minorUnitsOf } from '../document-amounts.ts'
import type { PaymentTolerance } from './payment-policy.ts'

/** What may differ, in minor units of the currency. */
export interface AllowedDifference {
  readonly below: bigint
  readonly above: bigint
}

const PERCENT_DIGITS = 4

/**
 * How much less and how much more than an open amount counts as its payment. Where an amount and a percentage are both given,
 * the policy says whether the wider or the narrower counts; a percentage never rounds up.
 */
export function allowedDifference(openMinor: bigint, scale: number, tolerance: PaymentTolerance): AllowedDifference {
  const limit = (amount: number, percent: number): bigint => {
    const byAmount = minorUnitsOf(amount, scale)
    const byPercent =
      (absolute(openMinor) * minorUnitsOf(percent, PERCENT_DIGITS)) / 100n / 10n ** BigInt(PERCENT_DIGITS)

    if (amount === 0 || percent === 0) return amount === 0 ? byPercent : byAmount
    const [narrow, wide] = byAmount < byPercent ? [byAmount, byPercent] : [byPercent, byAmount]

    return tolerance.counts === 'wider' ? wide : narrow
  }

  return {
    below: limit(tolerance.below, tolerance.percentBelow),
    above: limit(tolerance.above, tolerance.percentAbove),
  }
}

/** Whether a payment of `paid` may settle `open`: in the same direction, and no further from it than agreed. */
export function isWithin(paid: bigint, open: bigint, allowed: AllowedDifference): boolean {
  if (paid < 0n !== open < 0n) return false
  const difference = absolute(paid) - absolute(open)

  return difference <= allowed.above && -difference <= allowed.below
}
