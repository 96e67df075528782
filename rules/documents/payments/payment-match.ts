import type { SubsetPreference } from './search-subsets.ts'

/** The passes in their order: what rests on more comes first. */
export const paymentPasses = ['reference', 'exact', 'tolerance', 'one-to-many', 'many-to-one'] as const

export type PaymentPass = (typeof paymentPasses)[number]

/** Part of a payment that settles part of an open item. */
export interface Allocation {
  readonly paymentId: string
  readonly itemId: string
  /** In the direction of the payment: negative for money returned. */
  readonly amountMinor: bigint
  /**
   * What the agreed tolerance leaves over, booked apart from the allocation: of the item when less was paid (same sign as the
   * item), of the payment when more was (opposite sign). 0 otherwise.
   */
  readonly writeOffMinor: bigint
}

/** Payments and items that belong together. */
export interface PaymentMatch {
  readonly pass: PaymentPass
  readonly allocations: readonly Allocation[]
  /** What decided it, in words without values. */
  readonly reason: string
}

/** A match that waits for a person. */
export interface PaymentProposal extends PaymentMatch {
  /** What would do instead, each as whole as the match itself; empty when it is the only one found. */
  readonly alternatives: readonly (readonly Allocation[])[]
  readonly how: SubsetPreference | null
}

/**
 * Whether a person refused this match on the very evidence it has tonight. A refused pair also refuses every larger match it is
 * part of.
 */
export type IsRefused = (allocations: readonly Pick<Allocation, 'paymentId' | 'itemId'>[]) => boolean

/** What matching the payments of one counterparty and currency came to. */
export interface PaymentMatches {
  /** Decided without a person. */
  readonly matches: readonly PaymentMatch[]
  readonly proposals: readonly PaymentProposal[]
  /** What is left of each payment after the decided matches, where anything is. */
  readonly leftOfPayments: ReadonlyMap<string, bigint>
  readonly leftOfItems: ReadonlyMap<string, bigint>
  /** In words. */
  readonly limits: readonly string[]
}
