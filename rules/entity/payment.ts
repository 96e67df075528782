import { z } from 'zod'
import { text, date, instant, integer } from './field.ts'

/** Money received or returned (a refund is negative). */
export const payment = z.strictObject({
  reference: text('invoice or order number the payer or gateway gave'),
  text: text('what the payer wrote'),
  payerName: text('name of the other side'),
  payerAccount: text('account of the other side, IBAN where it is one'),
  type: text('payment, refund, fee or payout'),
  payoutKey: text('the transfer to the bank that this payment is part of'),
  customerKey: text('key of the customer in `customerSystem`'),
  customerSystem: text('system whose customer keys are meant'),
  paidOn: date('business date of the payment'),
  paidAt: instant('moment of the payment, where the source knows it'),
  currency: text('ISO 4217 code of every amount of the record'),
  scale: integer('decimal digits of the minor unit'),
  grossMinor: integer('amount paid in minor units'),
  feeMinor: integer('fee kept by the gateway in minor units'),
  status: text('status as the source calls it'),
})

export type Payment = z.infer<typeof payment>
