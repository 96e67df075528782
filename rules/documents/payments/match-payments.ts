import type { Matching } from './matching.ts'
import { inOrder, type OpenItem, type PaymentToMatch } from './money-line.ts'
import { byAmount, itemsOfPaymentMax } from './pass-by-amount.ts'
import { byReference } from './pass-by-reference.ts'
import { bySum } from './pass-by-sum.ts'
import { paymentLedger } from './payment-ledger.ts'
import type { IsRefused, PaymentMatches } from './payment-match.ts'
import type { PaymentPolicy } from './payment-policy.ts'

/** Steps of the subset searches of one counterparty: about a second. */
export const subsetStepsMax = 5_000_000

/**
 * Matches payments with open items of one currency in ordered passes: by number, by equal amount, by amount within the
 * tolerance, then one payment for several items and several payments for one. Each pass works on what the ones before left.
 * A second solution always means a person; sums found by searching are only proposed.
 */
export function matchPayments(
  payments: readonly PaymentToMatch[],
  items: readonly OpenItem[],
  scale: number,
  policy: PaymentPolicy,
  {
    stepsMax = subsetStepsMax,
    isRefused = () => false,
  }: { readonly stepsMax?: number; readonly isRefused?: IsRefused } = {},
): PaymentMatches {
  const matching: Matching = {
    payments: inOrder(payments.filter(({ amountMinor }) => amountMinor !== 0n)),
    items: inOrder(items.filter(({ openMinor }) => openMinor !== 0n)),
    policy,
    scale,
    ledger: paymentLedger(payments, items),
    isRefused,
    matches: [],
    proposals: [],
    budget: { steps: stepsMax },
    unsearched: { 'one-to-many': 0, 'many-to-one': 0 },
    crowded: { payments: new Set(), pairs: 0 },
  }

  byReference(matching)
  byAmount(matching, 'exact')
  byAmount(matching, 'tolerance')
  bySum(matching, 'one-to-many')
  bySum(matching, 'many-to-one')

  return {
    matches: matching.matches,
    proposals: matching.proposals,
    leftOfPayments: leftOf(payments, (id) => matching.ledger.leftOfPayment(id)),
    leftOfItems: leftOf(items, (id) => matching.ledger.leftOfItem(id)),
    limits: limitsOf(matching, stepsMax),
  }
}

function limitsOf({ payments, items, unsearched, crowded }: Matching, stepsMax: number): readonly string[] {
  const [paymentCount, itemCount] = [unsearched['one-to-many'], unsearched['many-to-one']]
  const isSearched = paymentCount + itemCount === 0

  return [
    ...(isSearched
      ? []
      : [
          `The search for sums stopped after ${stepsMax} steps: ${paymentCount} of ${payments.length} payments and ${itemCount} of ${items.length} open items were not searched to the end.`,
        ]),
    ...(crowded.payments.size === 0
      ? []
      : [
          `${crowded.payments.size} payments have more items of their amount than the ${itemsOfPaymentMax} that were looked at.`,
        ]),
    ...(crowded.pairs === 0
      ? []
      : [`${crowded.pairs} pairs of equal amounts hang together in a knot too large to solve.`]),
  ]
}

function leftOf(lines: readonly { readonly id: string }[], left: (id: string) => bigint): ReadonlyMap<string, bigint> {
  return new Map(lines.map(({ id }) => [id, left(id)] as const).filter(([, amount]) => amount !== 0n))
}
