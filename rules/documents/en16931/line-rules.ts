import type { StatedEInvoice, EInvoiceAdjustment, EInvoiceLine } from '../../entity/e-invoice.ts'
import { divide, fraction, multiply, type Fraction } from '../fraction.ts'
import { differs, isWithin, mendedText, negative, numberOf, total, type Judged, type Violation } from './violation.ts'

/** What Peppol leaves to rounding, in hundredths. */
const slack = 2n

/**
 * Peppol's rules about lines and percentages. ISDOC has none of the kind: there the amount of a line stands whatever its
 * quantity and price (ISDOC 6.0.2, implementation notes).
 */
export function judgeLines(invoice: StatedEInvoice): Judged {
  if (invoice.syntax === 'isdoc') return { violations: [], mended: invoice }

  const ofDocument = judgeAdjustments(invoice.adjustments, 'adjustments.amount', null)
  const ofLines = invoice.lines.map(judgeLine)
  return {
    violations: [...ofDocument.violations, ...ofLines.flatMap(({ violations }) => violations)],
    mended: { ...invoice, adjustments: ofDocument.mended, lines: ofLines.map(({ mended }) => mended) },
  }
}

interface JudgedPart<Part> {
  readonly violations: readonly Violation[]
  readonly mended: Part
}

function judgeLine(line: EInvoiceLine): JudgedPart<EInvoiceLine> {
  const { violations, mended: adjustments } = judgeAdjustments(line.adjustments, 'lines.adjustments.amount', line.id)
  const net = numberOf(line.net)
  const [computed, follows] = [computedNet(line), computedNet({ ...line, adjustments })]
  if (net === undefined || computed === undefined || follows === undefined)
    return { violations, mended: { ...line, adjustments } }
  if (isWithin(net, computed, slack) || isWithin(net, follows, slack))
    return { violations, mended: { ...line, adjustments } }

  return {
    violations: [...violations, differs('PEPPOL-EN16931-R120', 'lines.net', net, computed, line.id)],
    mended: { ...line, adjustments, net: mendedText(follows) },
  }
}

function judgeAdjustments(
  adjustments: readonly EInvoiceAdjustment[],
  field: string,
  at: string | null,
): JudgedPart<readonly EInvoiceAdjustment[]> {
  const judged = adjustments.map((adjustment) => judgePercent(adjustment, field, at))

  return {
    violations: judged.flatMap(({ violations }) => violations),
    mended: judged.map(({ mended }) => mended),
  }
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

function judgePercent(
  adjustment: EInvoiceAdjustment,
  field: string,
  at: string | null,
): JudgedPart<EInvoiceAdjustment> {
  const { amount, base, percent } = adjustment
  const [stated, of, rate] = [numberOf(amount), numberOf(base), numberOf(percent)]
  if (stated === undefined || of === undefined || rate === undefined) return { violations: [], mended: adjustment }

  const computed = multiply(of, multiply(rate, { numerator: 1n, denominator: 100n }))
  if (isWithin(stated, computed, slack)) return { violations: [], mended: adjustment }
  return {
    violations: [differs('PEPPOL-EN16931-R040', field, stated, computed, at)],
    mended: { ...adjustment, amount: mendedText(computed) },
  }
}
