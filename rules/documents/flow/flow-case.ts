import type { CanonicalRecord } from '../../entity/entity.ts'
import { byCodeUnits } from '../../truth/code-unit-order.ts'
import { isCancelled } from '../cancelled-status.ts'

/** What one system says of one step of a case. */
export interface FlowRecord {
  /** Null for what is not matched: payments. */
  readonly goldenId: string | null
  readonly system: string
  readonly sourceKey: string
  readonly record: CanonicalRecord
  /** When the source says it changed it last, a UTC instant. */
  readonly changedAt: string | null
  /** When a run first saw it, a UTC instant. */
  readonly firstSeenAt: string
  readonly goldenCustomer: string | null
  /** Whether it may be the same as a record it is not joined with: a possible link that nobody decided yet. */
  readonly hasPossibleTwin: boolean
}

/** All that hangs together by one order number, or by one invoice number where no order is named. */
export interface FlowCase {
  readonly orders: readonly FlowRecord[]
  readonly invoices: readonly FlowRecord[]
  readonly payments: readonly FlowRecord[]
}

/** One document with the records of all systems that hold it, ordered by system and key. */
export interface FlowDocument {
  readonly goldenId: string
  readonly records: readonly FlowRecord[]
}

/** What a record says in a field; null where it says nothing. */
export function said({ record }: FlowRecord, field: string): string | null {
  return record[field] ?? null
}

/** Records by the golden record they belong to, in the order of golden ids. */
export function documentsOf(records: readonly FlowRecord[]): readonly FlowDocument[] {
  const byGolden = new Map<string, FlowRecord[]>()

  for (const record of records.toSorted(bySystemAndKey)) {
    const goldenId = record.goldenId ?? ''

    byGolden.set(goldenId, [...(byGolden.get(goldenId) ?? []), record])
  }
  return [...byGolden.keys()]
    .toSorted(byCodeUnits)
    .map((goldenId) => ({ goldenId, records: byGolden.get(goldenId) ?? [] }))
}

export function bySystemAndKey(left: FlowRecord, right: FlowRecord): number {
  return byCodeUnits(left.system, right.system) || byCodeUnits(left.sourceKey, right.sourceKey)
}

/** Whether the system that keeps the record has not cancelled it. */
export function isLive(record: FlowRecord): boolean {
  return !isCancelled(said(record, 'status'))
}

/** Whether no system says that the document was cancelled. */
export function isInForce({ records }: FlowDocument): boolean {
  return records.every(isLive)
}

/**
 * Whether all systems that know a status say that the document was cancelled. One that disagrees makes it a question of status,
 * which the comparison of documents tells, and not yet one of money.
 */
export function isCancelledEverywhere({ records }: FlowDocument): boolean {
  const statuses = records.flatMap((record) => said(record, 'status') ?? [])

  return statuses.length > 0 && statuses.every(isCancelled)
}

export function mayBeAnother({ records }: FlowDocument): boolean {
  return records.some(({ hasPossibleTwin }) => hasPossibleTwin)
}

export function isCreditNote({ record }: FlowRecord): boolean {
  return record['documentType'] === 'credit-note' || record['grossMinor']?.startsWith('-') === true
}
