import { absolute } from '../document-amounts.ts'
import { isOther } from './line-price.ts'
import type { CopyPair } from './copy-pair.ts'
import { amountDifference, textDifference, type Difference } from './difference.ts'

/** Two copies in one currency that convert it to a second one: the rate, and the VAT in that currency. */
export function compareExchange(pair: CopyPair): Difference | undefined {
  const [one, two] = [pair.reference.exchange, pair.other.exchange]

  if (one === null || two === null || one.currency !== two.currency) return undefined
  if (isOther(one.rate, two.rate)) {
    return textDifference({
      cause: 'rate-date',
      field: 'exchangeRate',
      value: one.rate,
      otherValue: two.rate,
      evidence: { ...(one.on === null ? {} : { on: one.on }), ...(two.on === null ? {} : { otherOn: two.on }) },
      reason: 'The copies state different exchange rates.',
    })
  }
  if (one.vat === null || two.vat === null || absolute(one.vat - two.vat) <= pair.tolerance) return undefined
  if (isFollowing(pair, one.vat, two.vat)) return undefined
  return amountDifference(
    pair,
    {
      cause: 'rate-date',
      field: 'vatInTaxCurrencyMinor',
      reason: 'The VAT in the currency of the tax office was converted at different rates.',
    },
    one.vat,
    two.vat,
  )
}

/** The VAT itself differs, and its conversion differs as much. */
function isFollowing({ reference, other, slack }: CopyPair, converted: bigint, otherConverted: bigint): boolean {
  const [vat, otherVat] = [reference.amounts.vat, other.amounts.vat]

  if (vat === null || otherVat === null || vat === 0n || vat === otherVat) return false
  return absolute(converted * otherVat - otherConverted * vat) <= (slack + absolute(converted / vat)) * absolute(vat)
}
