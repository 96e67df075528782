import type { CanonicalRecord } from '../entity/entity.ts'
import { absolute, amountsOf, atScale, toleranceAt, type DocumentAmounts } from './document-amounts.ts'
import type { MismatchCause } from './mismatch-cause.ts'
import { factorOf, isRelatedByVat, vatFactor } from './net-gross.ts'

/** What differs in one field of two copies, before it is known which documents and systems they are. */
export interface Difference {
  readonly cause: MismatchCause
  readonly field: string
  readonly value: string
  readonly otherValue: string
  /** Other minus reference, in minor units at `scale`; null where the field is no amount. */
  readonly differenceMinor: string | null
  /** Scale of the values, where they are amounts: the finer of the two copies'. */
  readonly scale: number | null
  readonly reason: string
}

/** What the comparison of two copies may take into account besides their amounts. */
export interface AmountTerms {
  /** In major units. */
  readonly tolerance: number
  /** VAT rates in percent that the document can have, asked only where neither copy tells its own. */
  readonly knownRates: readonly string[]
}

/** Both copies at one scale, with what counts as equal. */
interface Pair {
  readonly reference: DocumentAmounts
  readonly other: DocumentAmounts
  readonly tolerance: bigint
  /** One minor unit of the coarser copy, or the tolerance if that is more. */
  readonly slack: bigint
  readonly factors: readonly ReturnType<typeof vatFactor>[]
}

type AmountName = 'net' | 'vat' | 'gross'

/**
 * The first thing that is wrong with the amounts of two copies, if anything is. Decided in this order: another currency
 * (then no amounts are compared); equal totals, with VAT split differently; equal nets with stated, different VAT; one
 * total being the other's net; equal nets; any other difference of totals. An amount one copy does not know is no mismatch.
 */
export function compareAmounts(
  referenceRecord: CanonicalRecord,
  otherRecord: CanonicalRecord,
  { tolerance, knownRates }: AmountTerms,
): Difference | undefined {
  const [left, right] = [amountsOf(referenceRecord), amountsOf(otherRecord)]

  if (left.currency !== null && right.currency !== null && left.currency !== right.currency) {
    return {
      cause: 'currency',
      field: 'currency',
      value: left.currency,
      otherValue: right.currency,
      differenceMinor: null,
      scale: null,
      reason: 'The currencies differ; amounts are not compared.',
    }
  }

  const scale = Math.max(left.scale, right.scale)
  const agreed = toleranceAt(tolerance, scale)
  const minorUnit = 10n ** BigInt(scale - Math.min(left.scale, right.scale))
  const [reference, other] = [atScale(left, scale), atScale(right, scale)]
  const pair = {
    reference,
    other,
    tolerance: agreed,
    slack: agreed > minorUnit ? agreed : minorUnit,
    factors: factorsOf(reference, other, [referenceRecord, otherRecord], knownRates),
  }
  const difference = areBothKnown(pair, 'gross') ? compareTotals(pair) : compareNets(pair)

  return difference !== undefined && left.currency !== right.currency
    ? { ...difference, cause: 'undecided', reason: 'The amounts differ, but one copy does not name its currency.' }
    : difference
}

function compareTotals(pair: Pair): Difference | undefined {
  if (isNear(pair, pair.reference.gross, pair.other.gross)) return compareSplit(pair)
  if (isVatStatedDifferently(pair))
    return differ(pair, 'vat', 'vat', 'The amounts without VAT agree, the VAT does not.')
  if (isNetForGross(pair)) return differ(pair, 'net-gross', 'gross', 'One total is the other’s amount without VAT.')
  if (isRelatedByVat(pair.reference.gross ?? 0n, pair.other.gross ?? 0n, pair.factors, pair.slack)) {
    return differ(pair, 'net-gross', 'gross', 'One total is the other with a known VAT rate added.')
  }
  if (isNear(pair, pair.reference.net, pair.other.net) && !isNear(pair, pair.reference.vat, pair.other.vat)) {
    return differ(pair, 'vat', 'vat', 'The amounts without VAT agree, the VAT does not.')
  }
  return differ(pair, 'amount', 'gross', 'The totals differ by more than the tolerance, and no VAT rate explains it.')
}

/**
 * Equal totals whose VAT is split differently: the tax office cares, although the payment is the same. A difference up to
 * 1.00 is rounding (EN 16931, BR-CO-17, accepts a VAT amount within 1.00 of base times rate).
 */
function compareSplit(pair: Pair): Difference | undefined {
  const { reference, other } = pair
  const one = 10n ** BigInt(reference.scale)
  const rounding = one > pair.tolerance ? one : pair.tolerance
  const areVatsFar = reference.vat !== null && other.vat !== null && absolute(reference.vat - other.vat) > rounding

  if (!areVatsFar) return undefined
  if (reference.isVatStated && other.isVatStated) {
    return differ(pair, 'vat', 'vat', 'The totals agree, the VAT in them does not.')
  }
  return isNear(pair, other.net, reference.gross) || isNear(pair, reference.net, other.gross)
    ? differ(pair, 'net-gross', 'net', 'The totals agree, but one copy holds the total as its amount without VAT.')
    : differ(pair, 'vat', 'vat', 'The totals agree, the VAT in them does not.')
}

function compareNets(pair: Pair): Difference | undefined {
  const { reference, other } = pair

  if (!areBothKnown(pair, 'net')) return undefined
  if (isNear(pair, reference.net, other.net)) {
    return areBothKnown(pair, 'vat') && !isNear(pair, reference.vat, other.vat)
      ? differ(pair, 'vat', 'vat', 'The amounts without VAT agree, the VAT does not.')
      : undefined
  }
  if (isNear(pair, reference.gross, other.net) || isNear(pair, other.gross, reference.net)) {
    return differ(pair, 'net-gross', 'net', 'One amount without VAT is the other’s total.')
  }
  return differ(pair, 'amount', 'net', 'The amounts without VAT differ by more than the tolerance.')
}

/** Both agree on the net amount and both say themselves what VAT there is: reverse charge here, taxed there. */
function isVatStatedDifferently(pair: Pair): boolean {
  const { reference, other } = pair
  const isSound = ({ net, vat, gross }: DocumentAmounts) => net !== null && vat !== null && net + vat === gross

  return (
    reference.isVatStated &&
    other.isVatStated &&
    isSound(reference) &&
    isSound(other) &&
    isNear(pair, reference.net, other.net) &&
    !isNear(pair, reference.vat, other.vat)
  )
}

function isNetForGross(pair: Pair): boolean {
  return isNear(pair, pair.reference.net, pair.other.gross) || isNear(pair, pair.other.net, pair.reference.gross)
}

function areBothKnown({ reference, other }: Pair, name: AmountName): boolean {
  return reference[name] !== null && other[name] !== null
}

function isNear({ tolerance }: Pair, left: bigint | null, right: bigint | null): boolean {
  return left !== null && right !== null && absolute(left - right) <= tolerance
}

function factorsOf(
  reference: DocumentAmounts,
  other: DocumentAmounts,
  records: readonly CanonicalRecord[],
  knownRates: readonly string[],
): Pair['factors'] {
  const own = [reference, other].map(factorOf).filter((factor) => factor !== undefined)
  const stated = records.map((record) => record['vatRate'] ?? null).filter((rate) => rate !== null)
  const rates = own.length + stated.length > 0 ? stated : knownRates

  return [...own, ...rates.filter((rate) => /^\d+(\.\d+)?$/.test(rate)).map(vatFactor)]
}

function differ({ reference, other }: Pair, cause: MismatchCause, name: AmountName, reason: string): Difference {
  const [value, otherValue] = [reference[name] ?? 0n, other[name] ?? 0n]

  return {
    cause,
    field: `${name}Minor`,
    value: value.toString(),
    otherValue: otherValue.toString(),
    differenceMinor: (otherValue - value).toString(),
    scale: reference.scale,
    reason,
  }
}
