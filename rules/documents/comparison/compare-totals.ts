import { absolute, divideHalfUp } from '../document-amounts.ts'
import type { ContentAmounts } from '../document-content.ts'
import { vatPartsOf } from '../vat-part.ts'
import { delta, isNear, type CopyPair } from './copy-pair.ts'
import { amountDifference, type Difference } from './difference.ts'
import { areDigitsExchanged } from './exchanged-digits.ts'
import { statedRates } from './net-for-gross.ts'
import { originOfVat, ratesOf, wholePart } from './vat-evidence.ts'

/** Two copies that agree on the amount without VAT, and one of them tells no rates: what their VAT amounts say. */
export function compareVatAmounts(pair: CopyPair): Difference | undefined {
  const { reference, other } = pair
  const { vat, net } = reference.amounts
  const { vat: otherVat, net: otherNet } = other.amounts

  if (vat === null || otherVat === null || isNear(pair, vat, otherVat)) return undefined
  if (net === null || otherNet === null)
    return vatApart(pair, 'The VAT differs, and the amounts without it are not known.')
  if ((vat === 0n) !== (otherVat === 0n)) return untaxed(pair)
  return byRates(pair, [net, vat], [otherNet, otherVat]) ?? byRounding(pair) ?? sameShare(pair)
}

/** Two copies that agree on the total, but not on how much of it is VAT. */
export function compareSplit(pair: CopyPair): Difference | undefined {
  const { vat, net } = pair.reference.amounts
  const { vat: otherVat, net: otherNet } = pair.other.amounts

  if (vat === null || otherVat === null || net === null || otherNet === null) return undefined
  if (isNear(pair, vat, otherVat)) return undefined
  if ((vat === 0n) !== (otherVat === 0n)) return untaxed(pair)
  return (
    byRates(pair, [net, vat], [otherNet, otherVat]) ??
    byRounding(pair) ??
    vatApart(
      pair,
      'The totals agree, the VAT in them does not; neither rates nor a documented way of rounding explain it.',
    )
  )
}

/** Totals that differ where nothing in the copies says why: the finding says what was tried. */
export function unexplainedTotals(pair: CopyPair, name: 'gross' | 'net'): Difference {
  const [value, otherValue] = [pair.reference.amounts[name], pair.other.amounts[name]]
  const isExchanged = value !== null && otherValue !== null && areDigitsExchanged(value, otherValue)
  const tried = 'sign, VAT, discount, freight and lines were tried'

  return amountDifference(
    pair,
    {
      cause: 'unexplained',
      field: `${name}Minor`,
      evidence: isExchanged ? { digits: 'neighbours exchanged' } : {},
      reason: isExchanged
        ? 'The totals differ in two neighbouring digits that stand the other way round.'
        : `The totals differ, and nothing in the copies explains it (${tried}).`,
    },
    value,
    otherValue,
  )
}

type NetAndVat = readonly [net: bigint, vat: bigint]

/** Each copy has a rate of its own, known from it or in force in the country on the tax point. */
function byRates(pair: CopyPair, reference: NetAndVat, other: NetAndVat): Difference | undefined {
  const stated = [...new Set([pair.reference, pair.other].flatMap(statedRates))]
  const candidates = [...new Set([...stated, ...pair.terms.knownRates])].filter((rate) => rate !== '0')
  const [rates, otherRates] = [reference, other].map(([net, vat]) => ratesOf(net, vat, candidates, pair.slack)) as [
    readonly string[],
    readonly string[],
  ]
  const [[rate], [otherRate]] = [rates, otherRates]

  // One rate that explains both amounts is no difference of rates: among small amounts many rates give the same cent.
  if (rates.some((one) => otherRates.includes(one))) return undefined
  const isMixed = isOwnBreakdown(pair.reference.amounts, pair.reference.vatBreakdown)
  const isOtherMixed = isOwnBreakdown(pair.other.amounts, pair.other.vatBreakdown)

  if ((rate === undefined && !isMixed) || (otherRate === undefined && !isOtherMixed)) return undefined
  return amountDifference(
    pair,
    {
      cause: 'vat-rate',
      field: 'vatMinor',
      evidence: { rate: rate ?? 'several', otherRate: otherRate ?? 'several' },
      reason: 'Each VAT follows from the amount without it, at another rate.',
    },
    reference[1],
    other[1],
  )
}

/** A copy whose several rates add up to its VAT needs no single rate to explain it. */
function isOwnBreakdown({ vat }: ContentAmounts, groups: CopyPair['reference']['vatBreakdown']): boolean {
  return groups.length > 1 && groups.reduce((sum, group) => sum + (group.vat ?? 0n), 0n) === vat
}

function byRounding(pair: CopyPair): Difference | undefined {
  const { reference, other } = pair
  const { vat, net, gross } = reference.amounts
  const { vat: otherVat, net: otherNet } = other.amounts

  if (vat === null || otherVat === null) return undefined
  const parts = vatPartsOf(reference) ?? vatPartsOf(other)
  const rates = [...new Set([reference, other].flatMap(statedRates).concat(pair.terms.knownRates))]
  const isGrossAgreed = net !== otherNet
  const tried = [
    ...(parts === undefined ? [] : [parts]),
    ...(net === null ? [] : rates.map((rate) => [{ ...wholePart(net, rate), gross: isGrossAgreed ? gross : null }])),
  ]

  for (const one of tried) {
    const origin = originOfVat(vat, one, otherVat, one)

    if (origin.is !== 'rounding') continue
    return amountDifference(
      pair,
      {
        cause: 'vat-rounding',
        field: 'vatMinor',
        evidence: { method: origin.method, otherMethod: origin.otherMethod },
        reason: 'Each VAT follows from the same amounts, rounded in another documented way.',
      },
      vat,
      otherVat,
    )
  }
  return undefined
}

/** The net amounts differ for a reason already told, and the VAT is the same share of them. */
function sameShare(pair: CopyPair): Difference | undefined {
  const { vat, net } = pair.reference.amounts
  const { vat: otherVat, net: otherNet } = pair.other.amounts

  if (
    vat !== null &&
    net !== null &&
    net !== 0n &&
    otherVat !== null &&
    otherNet !== null &&
    !isNear(pair, net, otherNet)
  ) {
    const share = divideHalfUp(vat * otherNet * (net < 0n ? -1n : 1n), absolute(net))

    if (absolute(share - otherVat) <= pair.slack * 2n) return undefined
  }
  return vatApart(pair, 'The VAT differs; neither rates nor a documented way of rounding explain it.')
}

function untaxed(pair: CopyPair): Difference {
  return amountDifference(
    pair,
    { cause: 'vat-category', field: 'vatMinor', reason: 'One copy holds VAT, the other holds none.' },
    pair.reference.amounts.vat,
    pair.other.amounts.vat,
  )
}

function vatApart(pair: CopyPair, reason: string): Difference {
  return amountDifference(
    pair,
    { cause: 'unexplained', field: 'vatMinor', reason },
    pair.reference.amounts.vat,
    pair.other.amounts.vat,
  )
}

/** How much more the other copy says of an amount. */
export function amountDelta({ reference, other }: CopyPair, name: keyof ContentAmounts): bigint | undefined {
  return delta(reference.amounts[name], other.amounts[name])
}
