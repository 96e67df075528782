import { absolute } from '../document-amounts.ts'
import type { DocumentContent } from '../document-content.ts'
import { isOther } from './line-price.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, textDifference, type Difference } from './difference.ts'

/** Two copies in one currency that convert it to a second one: the rate, and the VAT in that currency. */
export function compareExchange(pair: CopyPair): Difference | undefined {
  const [one, two] = [pair.reference.exchange, pair.other.exchange]

  if (one === null || two === null || one.currency !== two.currency) return undefined
  return isOther(one.rate, two.rate) ? otherRate(one, two) : compareConverted(pair, one.vat, two.vat)
}

type Exchange = NonNullable<DocumentContent['exchange']>

function otherRate(one: Exchange, two: Exchange): Difference {
  return textDifference({
    cause: 'rate-date',
    field: 'exchangeRate',
    value: one.rate,
    otherValue: two.rate,
    evidence: { ...(one.on === null ? {} : { on: one.on }), ...(two.on === null ? {} : { otherOn: two.on }) },
    reason: 'The copies state different exchange rates.',
  })
}

function compareConverted(pair: CopyPair, vat: bigint | null, otherVat: bigint | null): Difference | undefined {
  if (vat === null || otherVat === null || isNear(pair, vat, otherVat)) return undefined
  if (isFollowing(pair, vat, otherVat)) return undefined
  return amountDifference(
    pair,
    {
      cause: 'rate-date',
      field: 'vatInTaxCurrencyMinor',
      reason: 'The VAT in the currency of the tax office was converted at different rates.',
    },
    vat,
    otherVat,
  )
}

/** The VAT itself differs, and its conversion differs as much. */
function isFollowing({ reference, other, slack }: CopyPair, converted: bigint, otherConverted: bigint): boolean {
  const [vat, otherVat] = [reference.amounts.vat, other.amounts.vat]

  if (vat === null || otherVat === null || vat === 0n || vat === otherVat) return false
  return absolute(converted * otherVat - otherConverted * vat) <= (slack + absolute(converted / vat)) * absolute(vat)
}
