import type { MismatchCause } from './mismatch-cause.ts'

/** What findings are about. */
export const findingKinds = ['invoice', 'order', 'payment', 'product', 'message'] as const

export type FindingKind = (typeof findingKinds)[number]

/** One thing finance is told: what does not fit, between which systems, how much money it concerns, and what proves it. */
export interface Finding {
  readonly kind: FindingKind
  /** Golden id of the document or article, where it has one. */
  readonly goldenId: string | null
  readonly cause: MismatchCause
  /** The system that deviates, or lacks the document; then its key is null. */
  readonly system: string
  readonly sourceKey: string | null
  /** The system it was compared with. */
  readonly otherSystem: string | null
  readonly otherSourceKey: string | null
  /** Canonical field that differs; null when the whole document does. */
  readonly field: string | null
  /** Number of the document, as people quote it. */
  readonly number: string | null
  /** What `system` says; amounts in minor units at `scale`. */
  readonly value: string | null
  readonly otherValue: string | null
  /** The money it is about, in minor units at `scale`; null where there is none or the currencies differ. */
  readonly differenceMinor: string | null
  readonly scale: number | null
  readonly currency: string | null
  /** Business date of the document, YYYY-MM-DD: it decides the period. */
  readonly on: string | null
  /** Golden id of the customer. */
  readonly counterparty: string | null
  /** What proves the cause, by name: `{ rule: 'BR-CO-15' }`, `{ method: 'per-line, half up' }`, `{ rate: '21' }`. Sorted by name when written. */
  readonly evidence: Readonly<Record<string, string>>
  /** One sentence without values. */
  readonly reason: string
}
