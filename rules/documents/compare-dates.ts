import { formatInTimeZone } from 'date-fns-tz'
import type { CanonicalRecord } from '../entity/entity.ts'
import type { Difference } from './compare-amounts.ts'
import type { DocumentKind } from './document-member.ts'

/** The dates that decide a period, in the order in which they are compared. A due date follows from terms, and is not judged. */
const dateFields: Readonly<Record<DocumentKind, readonly string[]>> = {
  order: ['orderedOn'],
  invoice: ['issuedOn', 'taxPointOn'],
}

/** The business date of a document: as the source says it, or the company's day at the moment the source knows. */
export function businessDate(kind: DocumentKind, record: CanonicalRecord, companyTimeZone: string): string | null {
  if (kind === 'invoice') return record['issuedOn'] ?? null

  const at = record['orderedAt'] ?? null

  return record['orderedOn'] ?? (at === null ? null : formatInTimeZone(at, companyTimeZone, 'yyyy-MM-dd'))
}

/** The first date in which two copies differ. A date that one of them does not know is no mismatch. */
export function compareDates(
  kind: DocumentKind,
  reference: CanonicalRecord,
  other: CanonicalRecord,
  companyTimeZone: string,
): Difference | undefined {
  for (const [index, field] of dateFields[kind].entries()) {
    const dateOf = (record: CanonicalRecord) =>
      index === 0 ? businessDate(kind, record, companyTimeZone) : (record[field] ?? null)
    const [value, otherValue] = [dateOf(reference), dateOf(other)]

    if (value === null || otherValue === null || value === otherValue) continue

    const plain = { field, value, otherValue, differenceMinor: null, scale: null }

    return isSwapped(value, otherValue)
      ? { ...plain, cause: 'day-month-swap', reason: 'The dates are equal but for day and month in the other order.' }
      : { ...plain, cause: 'date', reason: dateReason(value, otherValue, [reference, other], companyTimeZone) }
  }
  return undefined
}

/** 3 April and 4 March of one year; asked of two different days only. */
function isSwapped(left: string, right: string): boolean {
  const [year, month, day] = left.split('-')

  return right === `${year}-${day}-${month}`
}

/** Whole days between two business dates, never negative. */
export function daysBetween(left: string, right: string): number {
  return Math.abs(Date.parse(left) - Date.parse(right)) / 86_400_000
}

function dateReason(value: string, otherValue: string, records: readonly CanonicalRecord[], zone: string): string {
  if (daysBetween(value, otherValue) !== 1) return 'The dates differ.'

  const moments = records.map((record) => record['orderedAt'] ?? null).filter((at) => at !== null)
  const isShiftedByZone = moments.some((at) => {
    const days = [formatInTimeZone(at, 'UTC', 'yyyy-MM-dd'), formatInTimeZone(at, zone, 'yyyy-MM-dd')]

    return days.includes(value) && days.includes(otherValue)
  })

  return isShiftedByZone
    ? 'The dates are one day apart, as the moment of the document is in UTC and in the company’s time zone.'
    : 'The dates are one day apart.'
}
