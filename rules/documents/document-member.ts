import type { CanonicalRecord } from '../entity/entity.ts'
import { byCodeUnits } from '../truth/code-unit-order.ts'
import { isCancelled } from './cancelled-status.ts'
import type { Judgement } from './en16931/judge-e-invoice.ts'

/** Documents that are compared across systems. */
export type DocumentKind = 'order' | 'invoice'

/** One system's copy of a document. */
export interface DocumentMember {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly record: CanonicalRecord
  /** Its lines, where the system keeps them and they can differ from those of the other copies. */
  readonly lines: readonly CanonicalRecord[]
  /** The golden customer its customer reference leads to through the crosswalk; null if it leads nowhere. */
  readonly goldenCustomer: string | null
  /** When a run first saw it, a UTC instant. */
  readonly firstSeenAt: string
  /** Systems with a record that may be this document: a possible link that nobody decided yet. */
  readonly possibleIn: ReadonlySet<string>
  /** What it contradicts by itself, where it is an e-invoice. */
  readonly judgement?: Judgement | undefined
}

/** Is the copy in force? A cancelled one is neither expected elsewhere nor a duplicate of the one entered after it. */
export function isLive({ record }: DocumentMember): boolean {
  return !isCancelled(record['status'] ?? null)
}

/** The original before its copies: in force, then seen first, then the smaller key (numbers by size, before other keys). */
export function byPrecedence(left: DocumentMember, right: DocumentMember): number {
  return (
    Number(isLive(right)) - Number(isLive(left)) ||
    byCodeUnits(left.firstSeenAt, right.firstSeenAt) ||
    byKey(left.sourceKey, right.sourceKey)
  )
}

function byKey(left: string, right: string): number {
  const isNumber = (key: string) => /^\d+$/.test(key)

  if (isNumber(left) !== isNumber(right)) return isNumber(left) ? -1 : 1
  return (isNumber(left) ? left.length - right.length : 0) || byCodeUnits(left, right)
}
