import { z } from 'zod'
import { systemName } from '../../truth/system-name.ts'
import { duration } from '../duration.ts'
import { tolerance } from '../tolerance.ts'

/** Which steps an order takes on its way through the company, and how long each may take. A part that is left out is not checked. */
export const flowPolicy = z.strictObject({
  tolerance: tolerance('in the currency’s major unit; what is invoiced or paid in excess of it is told'),
  invoice: z
    .strictObject({
      in: z
        .array(systemName)
        .min(1)
        .meta({ description: 'systems that issue invoices; an invoice in one of them is enough' }),
      within: duration
        .default('5d')
        .meta({ description: 'how long after the day of shipping the invoice may be missing' }),
      shippedStatuses: z
        .array(z.string().min(1))
        .default([])
        .meta({ description: 'statuses of an order whose goods have left, where no field says when' }),
      afterShipping: z
        .boolean()
        .default(false)
        .meta({ description: 'whether an invoice dated before the day of shipping is a finding' }),
    })
    .optional(),
  payment: z
    .strictObject({
      refundedWithin: duration
        .default('14d')
        .meta({ description: 'how long the money of a cancelled document may stay before it is a finding' }),
      afterOrder: z
        .boolean()
        .default(false)
        .meta({ description: 'whether a payment dated before its order is a finding' }),
    })
    .optional(),
  message: z
    .strictObject({
      againAfter: duration
        .default('30d')
        .meta({ description: 'from when on the same campaign to the same customer is a new mailing' }),
    })
    .optional(),
  stock: z
    .strictObject({
      between: z
        .array(systemName)
        .min(2)
        .meta({ description: 'systems that know the stock; the others are measured by the first' }),
      tolerance: z.number().min(0).default(0).meta({ description: 'pieces that two systems may differ by' }),
      within: duration.default('0m').meta({ description: 'how long a change of stock may take to the other systems' }),
    })
    .optional(),
})

export type FlowPolicy = z.infer<typeof flowPolicy>
export type InvoicePolicy = NonNullable<FlowPolicy['invoice']>
export type PaymentFlowPolicy = NonNullable<FlowPolicy['payment']>
export type MessagePolicy = NonNullable<FlowPolicy['message']>
export type StockPolicy = NonNullable<FlowPolicy['stock']>
