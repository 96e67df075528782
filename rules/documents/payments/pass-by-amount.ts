import { allocateOne } from './allocate.ts'
import type { WeightedPair } from './assign-one-to-one.ts'
import { allowedDifference, isWithin } from './amount-tolerance.ts'
import { decidePairs } from './decide-pairs.ts'
import { decide, isSameParty, type Matching } from './matching.ts'
import { absolute } from '../document-amounts.ts'
import { daysBetween, type OpenItem, type PaymentToMatch } from './money-line.ts'

/** One payment, one item, of one known counterparty, within the agreed days. */
export function byAmount(matching: Matching, pass: 'exact' | 'tolerance'): void {
  const payments = matching.payments.filter(
    ({ id, counterparty }) => counterparty !== null && matching.ledger.isFree(id) && !matching.crowded.payments.has(id),
  )
  const items = matching.items.filter(({ id, counterparty }) => counterparty !== null && matching.ledger.isFree(id))
  const candidates = candidatesByAmount(payments, items, pass, matching)
  const { sure, best, unsolvedCount } = decidePairs(candidates)

  matching.crowded.pairs += unsolvedCount

  for (const [positions, isSure] of [[sure, true] as const, [best, false] as const]) {
    for (const position of positions) {
      const { left, right } = candidates[position] as WeightedPair
      const [payment, item] = [payments[left] as PaymentToMatch, items[right] as OpenItem]
      const match = {
        pass,
        allocations: allocateOne(payment, [item], { isWrittenOff: true }),
        reason:
          pass === 'exact'
            ? 'the same counterparty and amount'
            : 'the same counterparty, the amount within the tolerance',
      }

      const others = candidates.filter((pair) => pair.left === left && pair.right !== right)

      decide(
        matching,
        match,
        isSure,
        others.map((pair) => allocateOne(payment, [items[pair.right] as OpenItem], { isWrittenOff: true })),
      )
    }
  }
}

const DAYS_WEIGHT = 10_000
const DIFFERENCE_STEPS = 1_000

/** More items of one amount are a crowd in which no payment finds its own. */
export const itemsOfPaymentMax = 50

function candidatesByAmount(
  payments: readonly PaymentToMatch[],
  items: readonly OpenItem[],
  pass: 'exact' | 'tolerance',
  matching: Matching,
): readonly WeightedPair[] {
  const byAmountOpen = (one: Placed, other: Placed) =>
    one.item.openMinor < other.item.openMinor ? -1 : one.item.openMinor > other.item.openMinor ? 1 : 0
  const sorted = items.map((item, right) => ({ item, right })).toSorted(byAmountOpen)

  return payments.flatMap((payment, left) => {
    const pairs: WeightedPair[] = []

    for (const { item, right } of nearby(sorted, payment, pass, matching)) {
      const weight = weightOf(payment, item, pass, matching)

      if (weight === undefined || matching.isRefused([{ paymentId: payment.id, itemId: item.id }])) continue
      pairs.push({ left, right, weight })
      if (pairs.length < itemsOfPaymentMax) continue
      matching.crowded.payments.add(payment.id)
      break
    }
    return pairs
  })
}

/** What matching a payment with an item is worth, more for fewer days and a smaller difference; undefined when they do not fit. */
function weightOf(
  payment: PaymentToMatch,
  item: OpenItem,
  pass: 'exact' | 'tolerance',
  { policy, scale }: Matching,
): number | undefined {
  const allowed =
    pass === 'exact' ? { below: 0n, above: 0n } : allowedDifference(item.openMinor, scale, policy.tolerance)
  const days = daysBetween(item.on, payment.on)

  if (!isSameParty(payment, item) || !isWithin(payment.amountMinor, item.openMinor, allowed)) return undefined
  if (days === undefined || days < -policy.days.before || days > policy.days.after) return undefined
  const share = (absolute(payment.amountMinor - item.openMinor) * BigInt(DIFFERENCE_STEPS)) / absolute(item.openMinor)

  return 100_000_000 - DAYS_WEIGHT * Math.abs(days) - Number(share)
}

interface Placed {
  readonly item: OpenItem
  readonly right: number
}

/** The items whose open amount may lie within the tolerance at all, found by halving. */
function nearby(
  sorted: readonly Placed[],
  { amountMinor }: PaymentToMatch,
  pass: 'exact' | 'tolerance',
  { policy: { tolerance }, scale }: Matching,
) {
  // The tolerance is that of the open amount, which lies within half and double of what is paid or is not within 50 %.
  const { below, above } = allowedDifference(2n * amountMinor, scale, { ...tolerance, counts: 'wider' })
  const reach = pass === 'exact' ? 0n : below > above ? below : above
  const firstFrom = (amount: bigint) => {
    let [low, high] = [0, sorted.length]

    while (low < high) {
      const middle = (low + high) >> 1

      if ((sorted[middle] as Placed).item.openMinor < amount) low = middle + 1
      else high = middle
    }
    return low
  }

  return sorted.slice(firstFrom(amountMinor - reach), firstFrom(amountMinor + reach + 1n))
}
