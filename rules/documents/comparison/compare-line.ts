import { absolute } from '../document-amounts.ts'
import type { ContentLine } from '../document-content.ts'
import { add, divide, fraction, multiply, round } from '../fraction.ts'
import type { MismatchCause } from '../mismatch-cause.ts'
import { isNear, type CopyPair } from './copy-pair.ts'
import { isInProportion, isOther, lineAmounts, lineResidual } from './line-price.ts'

/** What differs between two copies of one line: the cause, and the value that shows it. */
export interface LineDifference {
  readonly cause: MismatchCause
  readonly field: 'quantity' | 'unitPrice' | 'discount' | 'freight' | 'net'
  readonly value: string | null
  readonly otherValue: string | null
  /** The money it is about. */
  readonly difference: bigint
  readonly deviating: 'reference' | 'other'
  readonly rule?: string
  readonly reason: string
}

const reasons = {
  quantity: 'The quantities differ.',
  price: 'The prices of one unit differ.',
  discount: 'The line is reduced by different amounts.',
  freight: 'The line carries different surcharges.',
} as const

/**
 * Why two copies of one line differ in money. What a line states of itself (quantity, price, discount) is a cause; its net amount
 * follows from them and is one only if they agree. Values that differ but come to the same net amount (a price after its
 * discount here, before it there; boxes here, pieces there) cost nobody anything.
 */
export function compareLine(pair: CopyPair, left: ContentLine, right: ContentLine): readonly LineDifference[] {
  const [amount, otherAmount] = lineAmounts(left, right)
  const difference = (otherAmount ?? 0n) - (amount ?? 0n)
  const areEqual = amount !== null && otherAmount !== null && isNear(pair, amount, otherAmount)
  const said = saidDifferently(pair, left, right, difference, areEqual)

  if (said.length > 0) return said
  if (amount === null || otherAmount === null || areEqual) return []
  return [netAlone(pair, left, right, difference)]
}

function saidDifferently(
  pair: CopyPair,
  left: ContentLine,
  right: ContentLine,
  difference: bigint,
  areEqual: boolean,
): readonly LineDifference[] {
  if (areEqual && isSameInOtherTerms(pair, left, right)) return []
  const isQuantity = isOther(left.quantity, right.quantity)

  // The whole difference comes of the quantity: price and discount, whichever way they are split, are the same for each unit.
  if (isQuantity && isSamePricePerUnit(pair, left, right)) return [otherQuantity(pair, left, right, difference)]
  const isPrice = isWorthTelling(pair, left, right)
  const isFollowing = (isQuantity || isPrice) && isInProportion(left, right, pair.scale, pair.slack)

  return [
    ...(isQuantity ? [otherQuantity(pair, left, right, difference)] : []),
    ...(isPrice ? [otherPrice(pair, left, right, difference)] : []),
    ...(isFollowing ? [] : otherAdjustments(pair, left, right)),
  ]
}

/** Each copy comes to its own net amount, and both to the same: then nothing is at stake. */
function isSameInOtherTerms({ scale, slack }: CopyPair, left: ContentLine, right: ContentLine): boolean {
  const residuals = [left, right].map((line) => lineResidual(line, scale))
  const areSound = residuals.every((residual) => residual !== undefined && absolute(residual) <= slack)
  const isOtherPrice = isOther(left.unitPrice, right.unitPrice)
  const isOtherUnit = left.unit !== null && right.unit !== null && left.unit !== right.unit

  return areSound && isOtherPrice && (isOtherUnit || !isOther(left.quantity, right.quantity))
}

/** Whatever is price and whatever discount: both copies come to the same amount for one unit. */
function isSamePricePerUnit({ scale, slack }: CopyPair, left: ContentLine, right: ContentLine): boolean {
  const areSound = [left, right].every((line) => absolute(lineResidual(line, scale) ?? slack + 1n) <= slack)

  if (!areSound || left.quantity === '0' || right.quantity === '0') return false
  const perUnit = multiply(
    fraction(left.net ?? 0n),
    divide(fraction(right.quantity ?? '1'), fraction(left.quantity ?? '1')),
  )

  return absolute(round(perUnit, 'half up') - (right.net ?? 0n)) <= slack
}

/** A price rounded more coarsely is no other price: it must change the line by a minor unit. */
function isWorthTelling(pair: CopyPair, left: ContentLine, right: ContentLine): boolean {
  if (!isOther(left.unitPrice, right.unitPrice)) return false
  const worth = absolute(worthOfPrice(pair, left, right))

  return worth > pair.tolerance && worth > 0n
}

function otherQuantity(pair: CopyPair, left: ContentLine, right: ContentLine, difference: bigint): LineDifference {
  return {
    cause: 'quantity',
    field: 'quantity',
    value: left.quantity,
    otherValue: right.quantity,
    difference: difference === 0n ? worthOfQuantity(pair, left, right) : difference,
    deviating: 'other',
    reason: reasons.quantity,
  }
}

function otherPrice(pair: CopyPair, left: ContentLine, right: ContentLine, difference: bigint): LineDifference {
  return {
    cause: 'price',
    field: 'unitPrice',
    value: left.unitPrice,
    otherValue: right.unitPrice,
    difference: difference === 0n ? worthOfPrice(pair, left, right) : difference,
    deviating: 'other',
    reason: reasons.price,
  }
}

function worthOfPrice({ scale }: CopyPair, left: ContentLine, right: ContentLine): bigint {
  const change = add(fraction(right.unitPrice ?? '0'), multiply(fraction(left.unitPrice ?? '0'), fraction(-1n)))
  const quantity = fraction(left.quantity === null || left.quantity === '0' ? '1' : left.quantity)

  return round(multiply(multiply(change, quantity), fraction(10n ** BigInt(scale))), 'half up')
}

function worthOfQuantity({ scale }: CopyPair, left: ContentLine, right: ContentLine): bigint {
  const change = add(fraction(right.quantity ?? '0'), multiply(fraction(left.quantity ?? '0'), fraction(-1n)))

  return round(multiply(multiply(change, fraction(left.unitPrice ?? '0')), fraction(10n ** BigInt(scale))), 'half up')
}

/** Discounts and surcharges of the line, where both copies tell them. */
function otherAdjustments(pair: CopyPair, left: ContentLine, right: ContentLine): readonly LineDifference[] {
  if (left.adjusted === null || right.adjusted === null) return []
  const parts = [
    { cause: 'freight', value: left.charged, otherValue: right.charged },
    { cause: 'discount', value: left.charged - left.adjusted, otherValue: right.charged - right.adjusted },
  ] as const

  return parts
    .filter(({ value, otherValue }) => !isNear(pair, value, otherValue))
    .map(({ cause, value, otherValue }) => ({
      cause,
      field: cause,
      value: String(value),
      otherValue: String(otherValue),
      difference: otherValue - value,
      deviating: 'other',
      reason: reasons[cause],
    }))
}

/** All that a line says of itself agrees, but its amount does not. */
function netAlone(pair: CopyPair, left: ContentLine, right: ContentLine, difference: bigint): LineDifference {
  const [amount, otherAmount] = lineAmounts(left, right)
  const [residual, otherResidual] = [left, right].map((line) => lineResidual(line, pair.scale))
  const plain = {
    field: 'net' as const,
    value: String(amount),
    otherValue: String(otherAmount),
    difference,
    deviating: 'other' as const,
  }

  if (residual !== undefined && otherResidual !== undefined) {
    const deviating = absolute(residual) > absolute(otherResidual) ? 'reference' : 'other'

    return {
      ...plain,
      cause: 'contradiction',
      deviating,
      rule: 'PEPPOL-EN16931-R120',
      reason: 'Quantity, price and discounts of the line agree, and its amount does not follow from them.',
    }
  }
  if (left.quantity === null || right.quantity === null) {
    return {
      ...plain,
      cause: 'unexplained',
      reason: 'The amounts of the line differ; not both copies tell the quantity.',
    }
  }
  return left.unitPrice !== null && right.unitPrice !== null
    ? { ...plain, cause: 'discount', reason: 'Quantity and price agree, and one copy asks less for them.' }
    : { ...plain, cause: 'price', reason: 'One quantity costs different amounts.' }
}
