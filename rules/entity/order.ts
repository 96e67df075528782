import { z } from 'zod'
import { amounts, headAmounts } from './amounts.ts'
import { text, date, instant, decimal, integer } from './field.ts'

/** What a customer ordered: the header. */
export const order = z.strictObject({
  number: text('order number, as people quote it'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  orderedOn: date('business date of the order'),
  orderedAt: instant('moment of the order, where the source knows it'),
  shippedOn: date('business date on which it left the warehouse'),
  ...amounts,
  ...headAmounts,
  status: text('status as the source calls it'),
})

/** One line of an order. */
export const orderLine = z.strictObject({
  documentKey: text('key of the order in the same system'),
  lineNumber: text('position within the order'),
  sku: text('article ordered'),
  description: text('text of the line'),
  quantity: decimal('quantity ordered'),
  unit: text('unit of the quantity'),
  unitPrice: decimal('price of one unit without VAT, before the discount of the line'),
  vatCategory: text('VAT category, UNCL 5305: S, Z, E, AE, K, G, O'),
  vatRate: decimal('VAT rate in percent'),
  ...amounts,
  discountMinor: integer('what the discount takes off the line in minor units'),
})

export type Order = z.infer<typeof order>
export type OrderLine = z.infer<typeof orderLine>
