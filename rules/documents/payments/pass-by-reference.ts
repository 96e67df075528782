import { allocateMany, allocateOne } from './allocate.ts'
import { allowedDifference, isWithin } from './amount-tolerance.ts'
import { decide, isSameParty, propose, settle, type Matching } from './matching.ts'
import { absolute } from '../document-amounts.ts'
import { type OpenItem, type PaymentToMatch } from './money-line.ts'
import type { PaymentMatch } from './payment-match.ts'
import { referenceFinder } from './referenced-items.ts'

/** Payments that name numbers, and the items with these numbers. */
export function byReference(matching: Matching): void {
  const { payments, items, ledger } = matching
  const find = referenceFinder(items)
  const named = new Map(payments.map((payment) => [payment, find(payment)]))
  const namedBy = new Map<OpenItem, PaymentToMatch[]>()

  for (const [payment, own] of named) {
    for (const item of own) namedBy.set(item, [...(namedBy.get(item) ?? []), payment])
  }
  for (const [payment, own] of named) {
    if (own.length > 0 && ledger.isFree(payment.id) && own.every(({ id }) => ledger.isFree(id))) {
      decideNamed(matching, payment, own, { named, namedBy })
    }
  }
}

interface Naming {
  readonly named: ReadonlyMap<PaymentToMatch, readonly OpenItem[]>
  readonly namedBy: ReadonlyMap<OpenItem, readonly PaymentToMatch[]>
}

function decideNamed(
  matching: Matching,
  payment: PaymentToMatch,
  own: readonly OpenItem[],
  { named, namedBy }: Naming,
): void {
  const payers = own.flatMap((item) => namedBy.get(item) ?? [])

  if (own.length > 1 || payers.length === 1) {
    decideReference(matching, payment, own, payers.length > own.length)
    return
  }
  const free = payers.filter(({ id }) => matching.ledger.isFree(id))
  const isDisputed = free.length < payers.length || payers.some((payer) => (named.get(payer) ?? []).length > 1)

  decideSharedReference(matching, free, own[0] as OpenItem, isDisputed)
}

/** Several payments and refunds name one item: instalments when together they fit, otherwise one of them is too many. */
function decideSharedReference(
  matching: Matching,
  payers: readonly PaymentToMatch[],
  item: OpenItem,
  isDisputed: boolean,
): void {
  const fits = fitTogether(payers, item)
  const together = fits ? payers : payers.filter(({ amountMinor }) => amountMinor === item.openMinor)

  if ((fits || together.length === 1) && !isDisputed && payers.every((payment) => isSameParty(payment, item))) {
    const reason = fits
      ? 'payments and refunds name its number'
      : 'of the payments that name its number one pays it whole'

    const allocations = allocateMany(together, item)

    if (matching.isRefused(allocations)) return
    settle(matching, { pass: 'reference', allocations, reason })
    matching.ledger.claim(payers.map(({ id }) => id))
    return
  }
  proposeOneOf(matching, payers, item)
}

/** The first of the payments that may be the item's, the others as alternatives. */
function proposeOneOf(matching: Matching, payers: readonly PaymentToMatch[], item: OpenItem): void {
  const options = payers
    .filter(({ amountMinor }) => amountMinor < 0n === item.openMinor < 0n)
    .map((payment) => allocateOne(payment, [item], { isWrittenOff: false }))
    .filter((allocations) => !matching.isRefused(allocations))
  const [first, ...others] = options
  const payer = payers.find(({ id }) => id === first?.[0]?.paymentId)

  if (first === undefined || payer === undefined || absolute(payer.amountMinor) > absolute(item.openMinor)) return
  propose(matching, { pass: 'reference', allocations: first, reason: 'several payments name its number' }, others, {
    claimed: payers.map(({ id }) => id),
  })
}

/** What came less what went back is no more than what is open: a payment entered twice and returned once is one payment. */
function fitTogether(payers: readonly PaymentToMatch[], { openMinor }: OpenItem): boolean {
  const paid = payers.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

  return (paid === 0n || paid < 0n === openMinor < 0n) && absolute(paid) <= absolute(openMinor)
}

function decideReference(
  matching: Matching,
  payment: PaymentToMatch,
  items: readonly OpenItem[],
  isDisputed: boolean,
): void {
  const open = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const relation = relationOf(payment, items, open, matching)

  if (relation === undefined) return
  const match: PaymentMatch = {
    pass: 'reference',
    allocations: allocateOne(payment, items, { isWrittenOff: relation === 'whole' }),
    reason: relation === 'whole' ? 'the payment names its number' : `the payment names its number and pays ${relation}`,
  }
  const isSure =
    !isDisputed &&
    new Set(items.map(({ number }) => number)).size === items.length &&
    items.every((item) => isSameParty(payment, item))

  decide(matching, match, isSure, [])
}

/** How a payment stands to what is open of the items it names; undefined when it cannot be their payment. */
function relationOf(
  { amountMinor }: PaymentToMatch,
  items: readonly OpenItem[],
  open: bigint,
  { scale, policy }: Matching,
): 'whole' | 'a part' | 'more' | undefined {
  if (open === 0n || open < 0n !== amountMinor < 0n) return undefined
  if (isWithin(amountMinor, open, allowedDifference(open, scale, policy.tolerance))) return 'whole'
  if (absolute(amountMinor) > absolute(open)) return 'more'
  // Several numbers and too little money: which of them was paid is a person's to say.
  return items.length === 1 ? 'a part' : undefined
}
