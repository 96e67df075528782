import { formatInTimeZone, fromZonedTime } from 'date-fns-tz'
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

/** The business date so many days after another; before it where negative. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The first moment after a business date in a zone: what is dated today cannot be overdue today. */
export function endOfDay(day: string, timeZone: string): number {
  return fromZonedTime(`${dayAfter(day)}T00:00:00`, timeZone).getTime()
}
