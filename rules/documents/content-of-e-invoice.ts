import type { EInvoice, EInvoiceAdjustment, EInvoiceLine, EInvoiceParty } from '../entity/e-invoice.ts'
import { currencyScale } from '../normalize/currency.ts'
import type { ContentAdjustment, ContentLine, ContentParty, DocumentContent } from './document-content.ts'
import { eInvoiceValues, type EInvoiceValues, type UnreadableValue } from './e-invoice-values.ts'
import { isFreight } from './freight-charge.ts'
import { isZeroTaxed } from './zero-tax.ts'

/** What an e-invoice says, ready to be compared, and what stands in it but could not be taken. */
export interface EInvoiceContent {
  readonly content: DocumentContent
  readonly unreadable: readonly UnreadableValue[]
}

/** An e-invoice as the comparison takes it: whole minor units, credit notes negative. A value that is none is null and named. */
export function contentOfEInvoice(invoice: EInvoice): EInvoiceContent {
  const values = eInvoiceValues(invoice.isCreditNote, currencyScale(invoice.currency ?? '') ?? 2, amountTexts(invoice))
  const { totals } = invoice
  const net = values.amount('totals.net', totals.net)
  const vat = values.amount('totals.vat', totals.vat)
  const gross = values.amount('totals.gross', totals.gross)

  const content: DocumentContent = {
    kind: 'invoice',
    isCreditNote: invoice.isCreditNote,
    number: invoice.number,
    orderNumber: invoice.orderNumber,
    corrects: [...new Set(invoice.preceding.flatMap(({ number }) => number ?? []))],
    on: values.date('issuedOn', invoice.issuedOn),
    at: null,
    taxPointOn: values.date('taxPointOn', invoice.taxPointOn),
    dueOn: values.date('dueOn', invoice.dueOn),
    currency: invoice.currency,
    scale: values.scale,
    amounts: {
      lines: values.amount('totals.lines', totals.lines),
      net: net ?? less(gross, vat),
      vat: vat ?? less(gross, net),
      gross: gross ?? less(net, vat === null ? null : -vat),
      prepaid: values.amount('totals.prepaid', totals.prepaid),
      rounding: values.amount('totals.rounding', totals.rounding),
      payable: values.amount('totals.payable', totals.payable),
    },
    isVatStated: vat !== null,
    exchange: exchangeOf(invoice, values),
    vatBreakdown: invoice.vatBreakdown.map(({ category, rate, base, vat: categoryVat }) => ({
      category,
      rate: rateOf(category, values.decimal('vatBreakdown.rate', rate)),
      base: values.amount('vatBreakdown.base', base),
      vat: values.amount('vatBreakdown.vat', categoryVat),
    })),
    adjustments: invoice.adjustments.flatMap((adjustment) => contentAdjustment(adjustment, values)),
    lines: invoice.lines.map((line) => contentLine(line, values)),
    seller: contentParty(invoice.seller),
    buyer: contentParty(invoice.buyer),
    status: null,
  }
  return { content, unreadable: values.unreadable() }
}

const less = (left: bigint | null, right: bigint | null) => (left === null || right === null ? null : left - right)

/** Every amount of money: the finest of them decides in which minor units all are counted. */
function amountTexts({ totals, vatBreakdown, adjustments, lines }: EInvoice): readonly string[] {
  return [
    ...Object.values(totals),
    ...vatBreakdown.flatMap(({ base, vat }) => [base, vat]),
    ...adjustments.map(({ amount }) => amount),
    ...lines.flatMap(({ net, adjustments: own }) => [net, ...own.map(({ amount }) => amount)]),
  ].filter((text): text is string => text !== null)
}

function exchangeOf(
  { currency, taxCurrency, exchangeRate, totals }: EInvoice,
  values: EInvoiceValues,
): DocumentContent['exchange'] {
  if (taxCurrency === null || taxCurrency === currency) return null

  return {
    currency: taxCurrency,
    rate: values.decimal('exchangeRate.rate', exchangeRate?.rate ?? null),
    on: values.date('exchangeRate.on', exchangeRate?.on ?? null),
    vat: values.amount('totals.vatInTaxCurrency', totals.vatInTaxCurrency),
  }
}

/** UBL leaves out the rate of what is out of scope where CII writes zero: both mean that no tax is due. */
const rateOf = (category: string | null, rate: string | null) => (isZeroTaxed(category) ? (rate ?? '0') : rate)

/** What the adjustment adds to the net amount; null when it says no amount. */
function signedAmount({ kind, amount }: EInvoiceAdjustment, field: string, values: EInvoiceValues): bigint | null {
  const counted = values.amount(field, amount)

  return counted === null || kind === 'charge' ? counted : -counted
}

function contentAdjustment(adjustment: EInvoiceAdjustment, values: EInvoiceValues): readonly ContentAdjustment[] {
  const amount = signedAmount(adjustment, 'adjustments.amount', values)
  if (amount === null || amount === 0n) return []

  const { category, rate } = adjustment
  return [
    {
      amount,
      isCharge: adjustment.kind === 'charge',
      isFreight: isFreight(adjustment),
      category,
      rate: rateOf(category, values.decimal('adjustments.rate', rate)),
    },
  ]
}

function contentLine(line: EInvoiceLine, values: EInvoiceValues): ContentLine {
  const adjusted = line.adjustments.map((adjustment) => signedAmount(adjustment, 'lines.adjustments.amount', values))

  return {
    number: line.id,
    sku: line.sku ?? line.gtin,
    description: line.name,
    quantity: values.signedDecimal('lines.quantity', line.quantity),
    unit: line.unit,
    unitPrice: values.price(line.unitPrice, line.priceBase),
    net: values.amount('lines.net', line.net),
    vat: null,
    gross: null,
    adjusted: total(adjusted),
    charged: total(adjusted.filter((_, index) => line.adjustments[index]?.kind === 'charge')),
    category: line.vatCategory,
    rate: rateOf(line.vatCategory, values.decimal('lines.vatRate', line.vatRate)),
  }
}

function total(amounts: readonly (bigint | null)[]): bigint {
  return amounts.reduce((sum: bigint, amount) => sum + (amount ?? 0n), 0n)
}

function contentParty(party: EInvoiceParty): ContentParty {
  const { name, tradingName, vatId, companyId, ids, street, city, postalCode, country } = party

  return { name, tradingName, vatId, companyId, ids, street, city, postalCode, country }
}
