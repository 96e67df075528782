import type { EInvoice, EInvoiceAdjustment, EInvoiceLine } from '../../entity/e-invoice.ts'
import { divide, fraction, multiply, type Fraction } from '../fraction.ts'
import { differs, isWithin, negative, numberOf, total, type Violation } from './violation.ts'

/** What Peppol leaves to rounding, in hundredths. */
const slack = 2n

/**
 * Peppol's rules about lines and percentages. ISDOC has none of the kind: there the amount of a line stands whatever its
 * quantity and price (ISDOC 6.0.2, implementation notes).
 */
export function lineViolations(invoice: EInvoice): readonly Violation[] {
  if (invoice.syntax === 'isdoc') return []

  return [
    ...invoice.adjustments.flatMap((adjustment) => percentViolation(adjustment, 'adjustments.amount', null)),
    ...invoice.lines.flatMap((line) => [
      ...netViolation(line),
      ...line.adjustments.flatMap((adjustment) => percentViolation(adjustment, 'lines.adjustments.amount', line.id)),
    ]),
  ]
}

function netViolation(line: EInvoiceLine): readonly Violation[] {
  const [net, computed] = [numberOf(line.net), computedNet(line)]

  return net === undefined || computed === undefined || isWithin(net, computed, slack)
    ? []
    : [differs('PEPPOL-EN16931-R120', 'lines.net', net, computed, line.id)]
}

function computedNet({ quantity, unitPrice, priceBase, adjustments }: EInvoiceLine): Fraction | undefined {
  const [count, price] = [numberOf(quantity), numberOf(unitPrice)]
  const base = priceBase === null ? fraction(1n) : numberOf(priceBase)
  if (count === undefined || price === undefined || base === undefined || base.numerator === 0n) return undefined

  const added = adjustments.map(({ kind, amount }) => {
    const value = numberOf(amount)
    return value !== undefined && kind === 'allowance' ? negative(value) : value
  })
  return total([divide(multiply(count, price), base), ...added])
}

function percentViolation(
  { amount, base, percent }: EInvoiceAdjustment,
  field: string,
  at: string | null,
): readonly Violation[] {
  const [stated, of, rate] = [numberOf(amount), numberOf(base), numberOf(percent)]
  if (stated === undefined || of === undefined || rate === undefined) return []

  const computed = multiply(of, multiply(rate, { numerator: 1n, denominator: 100n }))
  return isWithin(stated, computed, slack) ? [] : [differs('PEPPOL-EN16931-R040', field, stated, computed, at)]
}
