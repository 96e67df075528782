import { absolute } from '../document-amounts.ts'
import { type OpenItem, type PaymentToMatch } from './money-line.ts'
import type { Allocation } from './payment-match.ts'

/**
 * Shares one payment among items, oldest first: each gets its open amount while the money lasts; what is missing is missing from the
 * last ones. What is left over on either side is booked apart, when it may be written off.
 */
export function allocateOne(
  payment: PaymentToMatch,
  items: readonly OpenItem[],
  { isWrittenOff }: { readonly isWrittenOff: boolean },
): readonly Allocation[] {
  const isBearing = ({ openMinor }: OpenItem) => openMinor < 0n === payment.amountMinor < 0n
  const open = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  let gap = open - payment.amountMinor
  const allocations = items.toReversed().map((item) => {
    // Credit notes reduce what is to be paid, so an item that runs in the payment's direction bears the gap.
    if (gap === 0n || !isBearing(item)) return allocation(payment, item, item.openMinor, 0n)
    const isShort = gap < 0n === payment.amountMinor < 0n
    const borne = isShort && absolute(gap) > absolute(item.openMinor) ? item.openMinor : gap

    gap -= borne
    return allocation(payment, item, item.openMinor - (isShort ? borne : 0n), isWrittenOff ? borne : 0n)
  })

  return allocations.toReversed().filter(({ amountMinor, writeOffMinor }) => amountMinor !== 0n || writeOffMinor !== 0n)
}

/** Shares several payments on one item, oldest first; together they are what is open, or less. */
export function allocateMany(payments: readonly PaymentToMatch[], item: OpenItem): readonly Allocation[] {
  return payments.map((payment) => allocation(payment, item, payment.amountMinor, 0n))
}

function allocation(payment: PaymentToMatch, item: OpenItem, amountMinor: bigint, writeOffMinor: bigint): Allocation {
  return { paymentId: payment.id, itemId: item.id, amountMinor, writeOffMinor }
}

/** What an allocation takes from its payment and from its item: the part itself, and on one side what is written off. */
export function takenBy({ amountMinor, writeOffMinor }: Pick<Allocation, 'amountMinor' | 'writeOffMinor'>): {
  readonly ofPayment: bigint
  readonly ofItem: bigint
} {
  // Of a payment only what it pays too much is written off, and then it pays something.
  const isOfItem = amountMinor === 0n || writeOffMinor < 0n === amountMinor < 0n

  return {
    ofPayment: amountMinor - (isOfItem ? 0n : writeOffMinor),
    ofItem: amountMinor + (isOfItem ? writeOffMinor : 0n),
  }
}

/** Whether so much may be taken from what is left: in its direction, and no more. */
export function isLeft(taken: bigint, left: bigint): boolean {
  return taken === 0n || (left < 0n === taken < 0n && absolute(taken) <= absolute(left))
}

/** The write-off of allocations as a positive amount. */
export function writeOffOf(allocations: readonly Pick<Allocation, 'writeOffMinor'>[]): bigint {
  return allocations.reduce((sum, { writeOffMinor }) => sum + absolute(writeOffMinor), 0n)
}
