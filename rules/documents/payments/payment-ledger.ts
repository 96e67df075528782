import { isLeft, takenBy } from './allocate.ts'
import type { OpenItem, PaymentToMatch } from './money-line.ts'
import type { Allocation } from './payment-match.ts'

/** Keeps what is left of every payment and item, so that nothing is paid out twice. */
export interface PaymentLedger {
  leftOfPayment(id: string): bigint
  leftOfItem(id: string): bigint
  /** Books allocations of a decided match. */
  book(allocations: readonly Allocation[]): void
  /** Lines in a decided match or a proposal are not matched again. */
  claim(ids: readonly string[]): void
  isFree(id: string): boolean
}

export function paymentLedger(payments: readonly PaymentToMatch[], items: readonly OpenItem[]): PaymentLedger {
  const left = new Map<string, bigint>([
    ...payments.map(({ id, amountMinor }) => [`p${id}`, amountMinor] as const),
    ...items.map(({ id, openMinor }) => [`i${id}`, openMinor] as const),
  ])
  const claimed = new Set<string>()
  const take = (key: string, amount: bigint) => {
    const before = left.get(key) ?? 0n

    // A law of the house, not a check of input: no pass may hand out more than there is.
    if (!isLeft(amount, before)) throw new Error('an allocation exceeds what is left, or turns its sign')
    left.set(key, before - amount)
  }

  return {
    leftOfPayment: (id) => left.get(`p${id}`) ?? 0n,
    leftOfItem: (id) => left.get(`i${id}`) ?? 0n,
    book(allocations) {
      const parts = new Map<string, bigint>()
      const add = (key: string, amount: bigint) => parts.set(key, (parts.get(key) ?? 0n) + amount)

      for (const allocation of allocations) {
        const { ofPayment, ofItem } = takenBy(allocation)

        add(`p${allocation.paymentId}`, ofPayment)
        add(`i${allocation.itemId}`, ofItem)
      }
      // Taken together: a credit note among invoices makes one allocation larger than the payment.
      for (const [key, amount] of parts) take(key, amount)
    },
    claim: (ids) => ids.forEach((id) => claimed.add(id)),
    isFree: (id) => !claimed.has(id),
  }
}
