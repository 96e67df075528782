import { absolute } from '../document-amounts.ts'
import type { ContentLine } from '../document-content.ts'
import { add, fraction, multiply, round, type Fraction } from '../fraction.ts'

/** What a line costs without VAT; with VAT where neither copy knows better. */
export function lineAmounts(left: ContentLine, right: ContentLine): readonly [bigint | null, bigint | null] {
  return left.net !== null && right.net !== null ? [left.net, right.net] : [left.gross, right.gross]
}

/** Quantity times price in minor units, not rounded; undefined where the line does not tell both. */
export function pricedAt({ quantity, unitPrice }: ContentLine, scale: number): Fraction | undefined {
  return quantity === null || unitPrice === null
    ? undefined
    : multiply(multiply(fraction(quantity), fraction(unitPrice)), fraction(10n ** BigInt(scale)))
}

/**
 * How far the net of a line is from quantity times price less its discounts: zero is sound. Unknown where the line does not tell
 * its discounts and asks less than quantity times price: there may be one. Peppol (R120) allows two hundredths; whoever asks
 * decides what is too far.
 */
export function lineResidual(line: ContentLine, scale: number): bigint | undefined {
  const priced = pricedAt(line, scale)

  if (priced === undefined || line.net === null) return undefined
  const residual = line.net - round(add(priced, fraction(line.adjusted ?? 0n)), 'half up')

  return line.adjusted === null && isLess(line.net, residual) ? undefined : residual
}

function isLess(net: bigint, residual: bigint): boolean {
  return net < 0n ? residual > 0n : residual < 0n
}

/** Do two exact decimals differ? Unknown ones do not. */
export function isOther(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left !== right && !isSameNumber(left, right)
}

function isSameNumber(left: string, right: string): boolean {
  const [one, two] = [fraction(left), fraction(right)]

  return one.numerator * two.denominator === two.numerator * one.denominator
}

/** Does a discount follow the amount it is taken from, as one of so many percent does? */
export function isInProportion(left: ContentLine, right: ContentLine, scale: number, slack: bigint): boolean {
  const [one, two] = [pricedAt(left, scale), pricedAt(right, scale)]

  if (
    one === undefined ||
    two === undefined ||
    left.adjusted === null ||
    right.adjusted === null ||
    left.adjusted === 0n ||
    one.numerator === 0n
  )
    return false
  const expected = round(
    {
      numerator: left.adjusted * two.numerator * one.denominator * (one.numerator < 0n ? -1n : 1n),
      denominator: two.denominator * absolute(one.numerator),
    },
    'half up',
  )

  return absolute(expected - right.adjusted) <= slack
}
