import { absolute, divideHalfUp, type DocumentAmounts } from './document-amounts.ts'

/** How much more the amount with VAT is than the amount without it: gross = net × numerator / denominator. */
export interface VatFactor {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** The factor of a rate in percent: "12.5" is 1125/1000. */
export function vatFactor(rate: string): VatFactor {
  const [whole = '0', fraction = ''] = rate.split('.')
  const denominator = 100n * 10n ** BigInt(fraction.length)

  return { numerator: denominator + BigInt(whole + fraction), denominator }
}

/** The factor by which a document itself multiplies its net amount, whatever mixture of rates is behind it. */
export function factorOf({ net, gross }: DocumentAmounts): VatFactor | undefined {
  if (net === null || gross === null || net === 0n || gross === 0n || net === gross || net < 0n !== gross < 0n)
    return undefined

  return { numerator: absolute(gross), denominator: absolute(net) }
}

/** Are two totals the same amount, once with VAT and once without? `slack` is what rounding may change. */
export function isRelatedByVat(left: bigint, right: bigint, factors: readonly VatFactor[], slack: bigint): boolean {
  // Among very small amounts every ratio fits within a cent of rounding: they prove nothing.
  if (absolute(left - right) <= 10n * slack) return false

  return factors.some(
    ({ numerator, denominator }) =>
      absolute(divideHalfUp(left * denominator, numerator) - right) <= slack ||
      absolute(divideHalfUp(right * denominator, numerator) - left) <= slack,
  )
}
