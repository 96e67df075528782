import { z } from 'zod'
import { amounts } from './amounts.ts'
import { text, date, instant, decimal } from './field.ts'

/** What a customer ordered: the header. */
export const order = z.strictObject({
  number: text('order number, as people quote it'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  orderedOn: date('business date of the order'),
  orderedAt: instant('moment of the order, where the source knows it'),
  ...amounts,
  status: text('status as the source calls it'),
})

/** One line of an order. */
export const orderLine = z.strictObject({
  documentKey: text('key of the order in the same system'),
  lineNumber: text('position within the order'),
  sku: text('article ordered'),
  description: text('text of the line'),
  quantity: decimal('quantity ordered'),
  vatRate: decimal('VAT rate in percent'),
  ...amounts,
})

export type Order = z.infer<typeof order>
export type OrderLine = z.infer<typeof orderLine>
