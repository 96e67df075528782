import { z } from 'zod'
import { systemName } from '../../truth/system-name.ts'
import { duration } from '../duration.ts'

const amount = z.number().min(0).max(1_000_000).default(0)
const percent = z.number().min(0).max(50).default(0)
const days = z.int().min(0).max(3_660)

/** How far the amount paid may be from the amount open. Less and more are agreed apart. */
export const paymentTolerance = z.strictObject({
  below: amount.meta({ description: 'how much less may be paid, in the currency’s major unit' }),
  above: amount.meta({ description: 'how much more may be paid, in the currency’s major unit' }),
  percentBelow: percent.meta({ description: 'how much less, in percent of the amount open' }),
  percentAbove: percent.meta({ description: 'how much more, in percent of the amount open' }),
  counts: z
    .enum(['wider', 'narrower'])
    .default('narrower')
    .meta({ description: 'which of amount and percent counts where both are given' }),
})

/** What payments settle: documents of customers, and the transfers a gateway announces to the bank. */
export const settledKinds = ['invoice', 'order', 'payout'] as const

export type SettledKind = (typeof settledKinds)[number]

/** Which payments settle which documents, and what may be decided without a person. */
export const paymentPolicy = z.strictObject({
  settles: z
    .array(
      z.strictObject({
        payments: systemName.meta({ description: 'system whose payments settle' }),
        documents: z.enum(settledKinds).meta({ description: 'payout: the transfers that a gateway announces' }),
        of: systemName.meta({ description: 'system whose documents are settled' }),
      }),
    )
    .min(1)
    .meta({ description: 'which system’s payments settle the documents of which other' }),
  tolerance: paymentTolerance.prefault({}),
  days: z
    .strictObject({
      before: days.default(5).meta({ description: 'days a payment may come before the date of the document' }),
      after: days.default(90).meta({ description: 'days it may come after' }),
    })
    .prefault({}),
  writeOff: z
    .strictObject({
      automaticUpTo: amount.meta({
        description:
          'what is left after a payment within the tolerance is written off without a person up to this amount, in the currency’s major unit; 0: a person decides every one',
      }),
      fourEyesAbove: z.number().min(0).max(1_000_000).optional().meta({
        description:
          'a larger write-off is approved by two persons, in the currency’s major unit; left out: one person is enough',
      }),
    })
    .prefault({}),
  unpaidAfter: duration.default('7d').meta({ description: 'how long after its due date a document is told as unpaid' }),
  unmatchedAfter: duration
    .default('2d')
    .meta({ description: 'how long a payment may wait for its document before it is told as unmatched' }),
})

export type PaymentTolerance = z.infer<typeof paymentTolerance>
export type PaymentPolicy = z.infer<typeof paymentPolicy>
