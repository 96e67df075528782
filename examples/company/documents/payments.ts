import { days, hours, nightOne } from '../calendar.ts'
import { randomStream, type RandomStream } from '../random-stream.ts'
import { erpOrder, type Order } from './orders.ts'

/** A card payment as the gateway reports it. */
export interface Payment {
  readonly id: string
  readonly reference: string
  readonly amountMinor: number
  readonly feeMinor: number
  readonly currency: string
  readonly paidAt: number
  readonly status: 'captured' | 'refunded' | 'failed'
}

/** How long the company takes to return money, as its plan says. */
const refundDelay = days(14)

export interface Paid {
  readonly payments: readonly Payment[]
  /** Cancelled orders whose money stayed, as records of the ERP. */
  readonly paidCancelled: string[]
}

/**
 * Payments of orders chosen by chance, one in a hundred returned, in the order of the orders; lost orders were paid like the
 * others. The money of cancelled orders was returned, or never came, or came so lately that it may still be returned; of the
 * first `keptCount` that are old enough it stayed.
 */
export function payments(
  seed: number,
  all: readonly Order[],
  isPaidByCard: (order: Order) => boolean,
  cancelled: readonly Order[],
  { count, keptCount }: { readonly count: number; readonly keptCount: number },
): Paid {
  const random = randomStream(seed, 'payments')
  const usual = random
    .shuffle(all.filter((order) => order.createdAt < nightOne - hours(2) && !order.isCancelled && isPaidByCard(order)))
    .slice(0, count)
    .sort((left, right) => left.id - right.id)
    .flatMap((order) => {
      const paid = captured(order, random)

      return random.chance(0.01) && order.createdAt < nightOne - days(20) ? [paid, refund(paid, random)] : [paid]
    })
  const kept = cancelled.filter(({ createdAt }) => createdAt < nightOne - days(20)).slice(0, keptCount)
  const rest = cancelled.filter((order) => !kept.includes(order))

  return {
    payments: [
      ...usual,
      ...kept.map((order) => captured(order, random)),
      ...rest.flatMap((order, index) => returned(order, index, random)),
    ],
    paidCancelled: kept.map(erpOrder),
  }
}

function captured({ number, grossMinor, currency, createdAt }: Order, random: RandomStream): Payment {
  return {
    id: `pay_${random.digits(12)}`,
    reference: number,
    amountMinor: grossMinor,
    feeMinor: Math.round(grossMinor * 0.012),
    currency,
    paidAt: createdAt + random.between(20, 3_000) * 1000,
    status: 'captured',
  }
}

function refund(paid: Payment, random: RandomStream): Payment {
  return {
    ...paid,
    id: `pay_${random.digits(12)}`,
    amountMinor: -paid.amountMinor,
    feeMinor: 0,
    paidAt: paid.paidAt + random.between(2, 12) * days(1),
    status: 'refunded',
  }
}

/** Nothing is wrong with the money of these cancelled orders. */
function returned(order: Order, index: number, random: RandomStream): Payment[] {
  const paid = captured(order, random)

  if (order.createdAt > nightOne - refundDelay + days(1)) return [paid]
  return index % 3 === 0 ? [{ ...paid, status: 'failed' }] : [paid, refund(paid, random)]
}
