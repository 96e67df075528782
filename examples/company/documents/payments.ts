import { hours, nightOne } from '../calendar.ts'
import { randomStream } from '../random-stream.ts'
import type { Order } from './orders.ts'

/** A card payment as the gateway reports it. */
export interface Payment {
  readonly id: string
  readonly reference: string
  readonly amountMinor: number
  readonly feeMinor: number
  readonly currency: string
  readonly paidAt: number
  readonly status: 'captured' | 'refunded'
}

/** Payments of orders chosen by chance, in the order in which they were made; lost orders were paid like the others. */
export function payments(seed: number, all: readonly Order[], count: number): Payment[] {
  const random = randomStream(seed, 'payments')

  return random
    .shuffle(all.filter(({ createdAt }) => createdAt < nightOne - hours(2)))
    .slice(0, count)
    .sort((left, right) => left.id - right.id)
    .map(({ number, grossMinor, currency, createdAt }) => {
      const isRefund = random.chance(0.01)

      return {
        id: `pay_${random.digits(12)}`,
        reference: number,
        amountMinor: isRefund ? -grossMinor : grossMinor,
        feeMinor: isRefund ? 0 : Math.round(grossMinor * 0.012),
        currency,
        paidAt: createdAt + random.between(20, 3_000) * 1000,
        status: isRefund ? 'refunded' : 'captured',
      }
    })
}
