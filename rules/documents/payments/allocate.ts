import { absolute } from '../document-amounts.ts'
import { type OpenItem, type PaymentToMatch } from './money-line.ts'
import type { Allocation } from './payment-match.ts'

/**
 * Shares one payment among items, oldest first: each gets its open amount while the money lasts, the last one the rest. What is
 * left over on either side is booked apart, with the last item, when it may be written off.
 */
export function allocateOne(
  payment: PaymentToMatch,
  items: readonly OpenItem[],
  { isWrittenOff }: { readonly isWrittenOff: boolean },
): readonly Allocation[] {
  const open = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const gap = open - payment.amountMinor
  // Credit notes reduce what is to be paid, so the last item that runs in the payment's direction bears the gap.
  const bearer = items.findLast(({ openMinor }) => openMinor < 0n === payment.amountMinor < 0n)

  return items.map((item) => {
    if (item !== bearer || gap === 0n) return allocation(payment, item, item.openMinor, 0n)
    const isShort = gap < 0n === payment.amountMinor < 0n

    return isShort
      ? allocation(payment, item, item.openMinor - gap, isWrittenOff ? gap : 0n)
      : allocation(payment, item, item.openMinor, isWrittenOff ? gap : 0n)
  })
}

/** Shares several payments on one item, oldest first; together they are what is open, or less. */
export function allocateMany(payments: readonly PaymentToMatch[], item: OpenItem): readonly Allocation[] {
  return payments.map((payment) => allocation(payment, item, payment.amountMinor, 0n))
}

function allocation(payment: PaymentToMatch, item: OpenItem, amountMinor: bigint, writeOffMinor: bigint): Allocation {
  return { paymentId: payment.id, itemId: item.id, amountMinor, writeOffMinor }
}

/** The write-off of allocations as a positive amount. */
export function writeOffOf(allocations: readonly Allocation[]): bigint {
  return allocations.reduce((sum, { writeOffMinor }) => sum + absolute(writeOffMinor), 0n)
}
