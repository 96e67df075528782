import { calculator, halfAwayFromZero, halfEven } from 'dinero.js/bigint'

/** An exact number where decimals do not end: a price with its VAT taken out, a cross rate. The denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/**
 * What becomes of the part below a minor unit. `half up` sends a half away from zero, for credit notes as for invoices;
 * `down` drops the part.
 */
export type Rounding = 'half up' | 'half even' | 'down'

/** A whole number, or a plain decimal as every canonical record writes it ("-12.5"). */
export function fraction(value: bigint | string): Fraction {
  if (typeof value === 'bigint') return { numerator: value, denominator: 1n }
  const [whole = '0', decimals = ''] = value.split('.')

  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) }
}

export function add(left: Fraction, right: Fraction): Fraction {
  const common = leastCommon(left.denominator, right.denominator)

  return {
    numerator: left.numerator * (common / left.denominator) + right.numerator * (common / right.denominator),
    denominator: common,
  }
}

export function multiply(left: Fraction, right: Fraction): Fraction {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator }
}

/** Divides by anything but zero. */
export function divide(left: Fraction, right: Fraction): Fraction {
  const sign = right.numerator < 0n ? -1n : 1n

  return {
    numerator: sign * left.numerator * right.denominator,
    denominator: sign * left.denominator * right.numerator,
  }
}

export function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce(add, fraction(0n))
}

export function isEqual(left: Fraction, right: Fraction): boolean {
  return left.numerator * right.denominator === right.numerator * left.denominator
}

/** The whole number that a rounding makes of a fraction. */
export function round({ numerator, denominator }: Fraction, rounding: Rounding): bigint {
  if (rounding === 'half up') return halfAwayFromZero(numerator, denominator, calculator)
  if (rounding === 'half even') return halfEven(numerator, denominator, calculator)
  return numerator / denominator
}

/** Sums of thousands of lines stay small, because most denominators divide one another. */
function leastCommon(left: bigint, right: bigint): bigint {
  if (left % right === 0n) return left
  if (right % left === 0n) return right
  let [divisor, rest] = [left, right]

  while (rest > 0n) [divisor, rest] = [rest, divisor % rest]
  return (left / divisor) * right
}
