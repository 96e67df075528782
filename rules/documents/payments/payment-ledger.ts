import { absolute } from '../document-amounts.ts'
import { type OpenItem, type PaymentToMatch } from './money-line.ts'
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
    if (before < 0n !== amount < 0n && amount !== 0n) throw new Error('an allocation turns the sign')
    if (absolute(amount) > absolute(before)) throw new Error('an allocation exceeds what is left')
    left.set(key, before - amount)
  }

  return {
    leftOfPayment: (id) => left.get(`p${id}`) ?? 0n,
    leftOfItem: (id) => left.get(`i${id}`) ?? 0n,
    book(allocations) {
      const parts = new Map<string, bigint>()
      const add = (key: string, amount: bigint) => parts.set(key, (parts.get(key) ?? 0n) + amount)

      for (const { paymentId, itemId, amountMinor, writeOffMinor } of allocations) {
        const isOfItem = writeOffMinor < 0n === amountMinor < 0n

        add(`p${paymentId}`, amountMinor - (isOfItem ? 0n : writeOffMinor))
        add(`i${itemId}`, amountMinor + (isOfItem ? writeOffMinor : 0n))
      }
      // Taken together: a credit note among invoices makes one allocation larger than the payment.
      for (const [key, amount] of parts) take(key, amount)
    },
    claim: (ids) => ids.forEach((id) => claimed.add(id)),
    isFree: (id) => !claimed.has(id),
  }
}
