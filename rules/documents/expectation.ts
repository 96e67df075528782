import { businessDate, endOfDay } from './business-date.ts'
import type { DocumentPolicy } from './document-policy.ts'
import type { DocumentKind, DocumentMember } from './document-member.ts'
import { durationMs } from './duration.ts'
import type { ReferenceRates } from './exchange-rate.ts'

/** Which systems must hold a document, and until when each of them can be judged. */
export interface Expectation {
  readonly systems: readonly {
    readonly system: string
    /** When its last good snapshot was taken; null if there was none: of a system never seen nothing is missing. */
    readonly judgedUntil: string | null
  }[]
  /** The moment of the run, a UTC instant. Nothing after it is judged. */
  readonly asOf: string
  readonly companyTimeZone: string
  /** Country whose VAT rates documents can have, ISO 3166-1 alpha-2; without it only a document's own rate is used. */
  readonly companyCountry?: string
  /** Without them nothing is compared across currencies. */
  readonly rates?: ReferenceRates | undefined
}

/**
 * Is the document late or missing in a system that lacks it? Its age is counted from the end of its business date in the
 * company's zone (a document of today cannot be overdue today), or from when it was first seen if it has no date, up to
 * the last good snapshot of the system: an outage makes no document older.
 */
export function absence(
  kind: DocumentKind,
  holder: DocumentMember,
  judgedUntil: string | null,
  policy: Pick<DocumentPolicy, 'dueWithin' | 'missingAfter'>,
  { asOf, companyTimeZone }: Expectation,
): 'late' | 'missing' | undefined {
  if (judgedUntil === null) return undefined

  const ageMs = Math.min(Date.parse(judgedUntil), Date.parse(asOf)) - startOfAge(kind, holder, companyTimeZone)

  if (ageMs < durationMs(policy.dueWithin)) return undefined
  return ageMs < durationMs(policy.missingAfter) ? 'late' : 'missing'
}

function startOfAge(kind: DocumentKind, { record, firstSeenAt }: DocumentMember, zone: string): number {
  const date = businessDate(kind, record, zone)

  return date === null ? Date.parse(firstSeenAt) : endOfDay(date, zone)
}
