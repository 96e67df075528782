import { formatInTimeZone } from 'date-fns-tz'
import type { CanonicalRecord } from '../entity/entity.ts'
import type { DocumentKind } from './document-member.ts'

/** The business date of a document: as the source says it, or the company's day at the moment the source knows. */
export function businessDate(kind: DocumentKind, record: CanonicalRecord, companyTimeZone: string): string | null {
  if (kind === 'invoice') return record['issuedOn'] ?? null

  const at = record['orderedAt'] ?? null

  return record['orderedOn'] ?? (at === null ? null : formatInTimeZone(at, companyTimeZone, 'yyyy-MM-dd'))
}

/** Whole days from one business date to another, negative if the other is earlier. */
export function daysFrom(left: string, right: string): number {
  return (Date.parse(right) - Date.parse(left)) / 86_400_000
}

/** Whole days between two business dates, never negative. */
export function daysBetween(left: string, right: string): number {
  return Math.abs(daysFrom(left, right))
}
