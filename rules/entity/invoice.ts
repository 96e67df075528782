import { z } from 'zod'
import { amounts, headAmounts } from './amounts.ts'
import { text, date, decimal, integer } from './field.ts'

/** A demand for payment, or its correction (a credit note has negative amounts): the header. */
export const invoice = z.strictObject({
  number: text('invoice number, as people quote it'),
  documentType: text('invoice or credit-note'),
  correctsNumber: text('number of the invoice that this one corrects'),
  orderNumber: text('number of the order invoiced'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  issuedOn: date('date of issue'),
  taxPointOn: date('date that decides the VAT rate'),
  dueOn: date('date by which to pay'),
  ...amounts,
  ...headAmounts,
  vatRate: decimal('VAT rate in percent, when the whole document has one'),
  exchangeRate: decimal('units of `exchangeCurrency` for one unit of the currency, as the document states it'),
  exchangeCurrency: text('ISO 4217 code of the currency the document converts to'),
  status: text('status as the source calls it'),
})

/** One line of an invoice. */
export const invoiceLine = z.strictObject({
  documentKey: text('key of the invoice in the same system'),
  lineNumber: text('position within the invoice'),
  sku: text('article invoiced'),
  description: text('text of the line'),
  quantity: decimal('quantity invoiced'),
  unit: text('unit of the quantity'),
  unitPrice: decimal('price of one unit without VAT, before the discount of the line'),
  vatCategory: text('VAT category, UNCL 5305: S, Z, E, AE, K, G, O'),
  vatRate: decimal('VAT rate in percent'),
  ...amounts,
  discountMinor: integer('what the discount takes off the line in minor units'),
})

export type Invoice = z.infer<typeof invoice>
export type InvoiceLine = z.infer<typeof invoiceLine>
