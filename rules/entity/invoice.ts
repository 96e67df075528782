import { z } from 'zod'
import { amounts } from './amounts.ts'
import { text, date, decimal } from './field.ts'

/** A demand for payment, or its correction (a credit note has negative amounts): the header. */
export const invoice = z.strictObject({
  number: text('invoice number, as people quote it'),
  orderNumber: text('number of the order invoiced'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  issuedOn: date('date of issue'),
  taxPointOn: date('date that decides the VAT rate'),
  dueOn: date('date by which to pay'),
  ...amounts,
  vatRate: decimal('VAT rate in percent, when the whole document has one'),
  status: text('status as the source calls it'),
})

/** One line of an invoice. */
export const invoiceLine = z.strictObject({
  documentKey: text('key of the invoice in the same system'),
  lineNumber: text('position within the invoice'),
  sku: text('article invoiced'),
  description: text('text of the line'),
  quantity: decimal('quantity invoiced'),
  vatRate: decimal('VAT rate in percent'),
  ...amounts,
})

export type Invoice = z.infer<typeof invoice>
export type InvoiceLine = z.infer<typeof invoiceLine>
