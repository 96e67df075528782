import type { StatedEInvoice } from '../../entity/e-invoice.ts'
import { decimalText, exactDecimal } from '../exact-decimal.ts'
import { add, fraction, isEqual, multiply, round, sum, type Fraction } from '../fraction.ts'
import { ruleOf, type RuleId } from './rule-catalogue.ts'

/** One rule that an e-invoice breaks by itself, without any other copy of it. */
export interface Violation {
  readonly rule: RuleId
  /** Where, as in the EInvoice: `totals.net`, `lines.net`. */
  readonly field: string
  /** Identifier of the line (BT-126), or category and rate of the VAT breakdown; null for the whole document. */
  readonly at: string | null
  /** What the document says, as its text; null where it says nothing. */
  readonly stated: string | null
  /** What follows from the rest of it; null where the rule computes nothing. */
  readonly computed: string | null
  /** Stated less computed. */
  readonly difference: string | null
  /** What the rule demands, without values. */
  readonly reason: string
}

/** What a stage of rules found, and the invoice with what it found put right, for the stages that build on it. */
export interface Judged {
  readonly violations: readonly Violation[]
  readonly mended: StatedEInvoice
}

const decimalsShown = 6

/** A violation by an amount that differs from the one that follows. */
export function differs(
  rule: RuleId,
  field: string,
  stated: Fraction | null,
  computed: Fraction,
  at: string | null = null,
): Violation {
  const text = (value: Fraction) => decimalText(value, decimalsShown)

  return {
    rule,
    field,
    at,
    stated: stated === null ? null : text(stated),
    computed: text(computed),
    difference: text(minus(stated ?? fraction(0n), computed)),
    reason: ruleOf(rule).meaning,
  }
}

/** A violation by a text that its place does not allow. */
export function forbids(rule: RuleId, field: string, stated: string | null, at: string | null = null): Violation {
  return { rule, field, at, stated, computed: null, difference: null, reason: ruleOf(rule).meaning }
}

/** A number as the invoice would write it. */
export const mendedText = (value: Fraction): string => decimalText(toCents(value), 2)

/** The number of a text; undefined when it says nothing or is no number: then a rule about it cannot be tried. */
export const numberOf = (text: string | null): Fraction | undefined => (text === null ? undefined : exactDecimal(text))

/** The number of an optional amount: zero when it says nothing. */
export const optionalOf = (text: string | null): Fraction | undefined =>
  text === null ? fraction(0n) : exactDecimal(text)

export const negative = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator })

export const minus = (left: Fraction, right: Fraction): Fraction => add(left, negative(right))

/** The sum; undefined when a part is. */
export function total(parts: readonly (Fraction | undefined)[]): Fraction | undefined {
  return parts.every((part) => part !== undefined) ? sum(parts) : undefined
}

const hundred = fraction(100n)

/** Rounded to two decimals, a half away from zero. */
export const toCents = (value: Fraction): Fraction => ({
  numerator: round(multiply(value, hundred), 'half up'),
  denominator: 100n,
})

/** The artefacts compare with the sum rounded to two decimals; a currency of three decimals adds up exactly instead. */
export const isSum = (stated: Fraction, computed: Fraction): boolean =>
  isEqual(stated, computed) || isEqual(stated, toCents(computed))

/** Whether the difference is at most (or, with `isStrict`, less than) so many hundredths. */
export function isWithin(stated: Fraction, computed: Fraction, hundredths: bigint, isStrict = false): boolean {
  const { numerator, denominator } = minus(stated, computed)
  const size = (numerator < 0n ? -numerator : numerator) * 100n
  const limit = hundredths * denominator

  return isStrict ? size < limit : size <= limit
}
