import { currencyScale } from '../../../rules/normalize/currency.ts'
import { decimalText, exactDecimal } from '../../../rules/documents/exact-decimal.ts'
import { add, divide, fraction, multiply, round, sum, type Fraction } from '../../../rules/documents/fraction.ts'
import type { EInvoice, EInvoiceAdjustment, EInvoiceLine, EInvoiceVat } from '../../../rules/entity/e-invoice.ts'

const zero = fraction(0n)
const value = (text: string | null) => (text === null ? zero : (exactDecimal(text) ?? zero))

/** What a line comes to: quantity times price, less allowances, plus charges, rounded. */
export function lineNet(line: EInvoiceLine, scale: number): string | null {
  if (line.quantity === null || line.unitPrice === null) return line.net
  const base = value(line.priceBase ?? '1')
  const priced = divide(
    multiply(value(line.quantity), value(line.unitPrice)),
    base.numerator === 0n ? fraction(1n) : base,
  )

  return rounded(sum([priced, ...line.adjustments.map(signed)]), scale)
}

/**
 * The invoice as a real system would write it after a change: lines, sums, VAT and amounts to pay follow from what stands above
 * them. `isFromNets` keeps the nets of the lines as they are stated.
 */
export function recomputed(invoice: EInvoice, isFromNets = false): EInvoice {
  const scale = currencyScale(invoice.currency ?? '') ?? 2
  const lines = isFromNets ? invoice.lines : invoice.lines.map((line) => ({ ...line, net: lineNet(line, scale) }))
  const total = sum(lines.map(({ net }) => value(net)))
  const [allowances, charges] = (['allowance', 'charge'] as const).map((kind) =>
    sum(invoice.adjustments.filter((one) => one.kind === kind).map(({ amount }) => value(amount))),
  ) as [Fraction, Fraction]
  const net = sum([total, negative(allowances), charges])
  const vatBreakdown = breakdown(lines, invoice.adjustments, scale)
  const vat = sum(vatBreakdown.map((group) => value(group.vat)))
  const gross = add(net, vat)
  const { totals } = invoice
  const payable = sum([gross, negative(value(totals.prepaid)), value(totals.rounding)])
  const isOutOfScope = totals.vat === null && vat.numerator === 0n
  const text = (amount: Fraction) => rounded(amount, scale)
  const sumOrNull = (amount: Fraction) => (amount.numerator === 0n ? null : text(amount))

  return {
    ...invoice,
    lines,
    vatBreakdown,
    totals: {
      ...totals,
      lines: text(total),
      allowances: sumOrNull(allowances),
      charges: sumOrNull(charges),
      net: text(net),
      vat: isOutOfScope ? null : text(vat),
      gross: text(gross),
      payable: text(payable),
    },
  }
}

/** One group for each category and rate, in the order in which they first appear. */
function breakdown(
  lines: readonly EInvoiceLine[],
  adjustments: readonly EInvoiceAdjustment[],
  scale: number,
): readonly EInvoiceVat[] {
  const groups = new Map<string, { category: string | null; rate: string | null; base: Fraction }>()
  const parts = [
    ...lines.map(({ vatCategory, vatRate, net }) => ({ category: vatCategory, rate: vatRate, net: value(net) })),
    ...adjustments.map((one) => ({ category: one.category, rate: one.rate, net: signed(one) })),
  ]

  for (const { category, rate, net } of parts) {
    const key = `${category} ${decimalText(value(rate), 6)}`
    const group = groups.get(key)

    if (group === undefined) groups.set(key, { category, rate, base: net })
    else group.base = add(group.base, net)
  }
  return [...groups.values()].map(({ category, rate, base }) => ({
    category,
    rate,
    base: rounded(base, scale),
    vat: rounded(divide(multiply(base, value(rate)), fraction(100n)), scale),
  }))
}

function signed({ kind, amount }: EInvoiceAdjustment): Fraction {
  return kind === 'charge' ? value(amount) : negative(value(amount))
}

function negative(amount: Fraction): Fraction {
  return { ...amount, numerator: -amount.numerator }
}

function rounded(amount: Fraction, scale: number): string {
  const minor = round(multiply(amount, fraction(10n ** BigInt(scale))), 'half up')

  return decimalText({ numerator: minor, denominator: 10n ** BigInt(scale) }, scale)
}

/** Whether recomputing changes nothing: only then a mutation can be written as a real system would. */
export function isSound(invoice: EInvoice): boolean {
  return JSON.stringify(amountsOf(recomputed(invoice))) === JSON.stringify(amountsOf(invoice))
}

function amountsOf({ lines, totals, vatBreakdown }: EInvoice) {
  const plain = (text: string | null) => decimalText(value(text), 6)

  return [
    lines.map(({ net }) => plain(net)),
    [totals.lines, totals.net, totals.vat, totals.gross, totals.payable].map(plain),
    vatBreakdown
      .map(({ category, rate, base, vat }) => [category, ...[rate, base, vat].map(plain)].join(' '))
      .toSorted(),
  ]
}
