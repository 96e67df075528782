/** Differences this small fit any rate: among cents every ratio holds within a rounding. */
const differenceMin = 10n

/**
 * Whether an amount is another plus VAT at one of the rates in percent, in minor units. A rate is believed within one minor unit, for
 * net and VAT may have been rounded line by line.
 */
export function isPlusVat(gross: bigint, net: bigint, rates: readonly string[]): boolean {
  if (size(gross - net) <= differenceMin || size(gross) < size(net) || gross < 0n !== net < 0n) return false

  return rates.some((rate) => {
    const [whole = '0', fraction = ''] = rate.split('.')
    const scale = 100n * 10n ** BigInt(fraction.length)

    return size(gross * scale - net * (scale + BigInt(whole + fraction))) <= scale
  })
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
