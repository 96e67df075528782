import { minorUnitsOf } from '../document-amounts.ts'
import { writeOffOf } from './allocate.ts'
import type { OpenItem, PaymentToMatch } from './money-line.ts'
import type { PaymentLedger } from './payment-ledger.ts'
import type { Allocation, IsRefused, PaymentMatch, PaymentProposal } from './payment-match.ts'
import type { PaymentPolicy } from './payment-policy.ts'
import type { SubsetBudget } from './search-subsets.ts'

/** What the passes share while they work on the lines of one counterparty and currency. */
export interface Matching {
  readonly payments: readonly PaymentToMatch[]
  readonly items: readonly OpenItem[]
  readonly policy: PaymentPolicy
  readonly scale: number
  readonly ledger: PaymentLedger
  readonly isRefused: IsRefused
  readonly matches: PaymentMatch[]
  readonly proposals: PaymentProposal[]
  readonly budget: SubsetBudget
  /** How many were not searched to the end: payments for one-to-many, items for many-to-one. */
  readonly unsearched: Record<'one-to-many' | 'many-to-one', number>
  /** Payments with more possible items than were looked at, and pairs in knots too large to solve. */
  readonly crowded: { readonly payments: Set<string>; pairs: number }
}

/** A counterparty that is not known contradicts nobody. */
export function isSameParty(
  one: { readonly counterparty: string | null },
  other: { readonly counterparty: string | null },
): boolean {
  return one.counterparty === null || other.counterparty === null || one.counterparty === other.counterparty
}

function mayWriteOff({ policy, scale }: Matching, { allocations }: PaymentMatch): boolean {
  return writeOffOf(allocations) <= minorUnitsOf(policy.writeOff.automaticUpTo, scale)
}

export function settle(matching: Matching, match: PaymentMatch): void {
  matching.ledger.book(match.allocations)
  matching.ledger.claim(idsOf(match))
  matching.matches.push(match)
}

/**
 * Settles what is sure and leaves no more than may be written off; everything else waits for a person. What a person refused is
 * neither settled nor proposed again, however sure it has become.
 */
export function decide(
  matching: Matching,
  match: PaymentMatch,
  isSure: boolean,
  alternatives: readonly (readonly Allocation[])[],
): void {
  if (matching.isRefused(match.allocations)) return
  if (isSure && mayWriteOff(matching, match)) settle(matching, match)
  else propose(matching, match, alternatives)
}

const ALTERNATIVES_MAX = 5

/** `claimed` names further lines that the proposal is about: they are not matched with anything else. */
export function propose(
  matching: Matching,
  match: PaymentMatch,
  alternatives: readonly (readonly Allocation[])[],
  { claimed = [], how = null }: { readonly claimed?: readonly string[]; readonly how?: PaymentProposal['how'] } = {},
): void {
  matching.ledger.claim([...idsOf(match), ...claimed])
  matching.proposals.push({ ...match, alternatives: alternatives.slice(0, ALTERNATIVES_MAX), how })
}

function idsOf({ allocations }: PaymentMatch): readonly string[] {
  return [...new Set(allocations.flatMap(({ paymentId, itemId }) => [paymentId, itemId]))]
}
