import { amountsOf } from './document-amounts.ts'
import { daysBetween, businessDate } from './compare-dates.ts'
import type { DocumentKind, DocumentMember } from './document-member.ts'
import { documentNumberKey } from './document-number.ts'

/** D1: the same number. D2: the same number but for its spelling. D3: the same customer and total within a week. */
export type DuplicateTier = 'D1' | 'D2' | 'D3'

const DAYS_BETWEEN_MAX = 7

/**
 * How surely two documents of one system are one document entered twice; undefined if nothing but the matcher says so.
 * Numbers are compared within a calendar year, since many companies start again at 1 in January; a document and its
 * reversal (opposite signs) are never one.
 */
export function duplicateTier(
  kind: DocumentKind,
  original: DocumentMember,
  copy: DocumentMember,
  companyTimeZone: string,
): DuplicateTier | undefined {
  const [left, right] = [amountsOf(original.record), amountsOf(copy.record)]

  if ((left.gross ?? 0n) * (right.gross ?? 0n) < 0n) return undefined

  const [on, otherOn] = [original, copy].map(({ record }) => businessDate(kind, record, companyTimeZone))
  const areDatesKnown = typeof on === 'string' && typeof otherOn === 'string'
  const [number, otherNumber] = [original.record['number'] ?? null, copy.record['number'] ?? null]

  if (number !== null && otherNumber !== null && (!areDatesKnown || on.slice(0, 4) === otherOn.slice(0, 4))) {
    if (number === otherNumber) return 'D1'
    if (documentNumberKey(number) === documentNumberKey(otherNumber)) return 'D2'
  }

  const isSameTotal =
    left.gross !== null && left.gross === right.gross && left.scale === right.scale && left.currency === right.currency
  const isNear = areDatesKnown && daysBetween(on, otherOn) <= DAYS_BETWEEN_MAX

  return isSameTotal && isNear && isSameCustomer(original, copy) ? 'D3' : undefined
}

function isSameCustomer(left: DocumentMember, right: DocumentMember): boolean {
  if (left.goldenCustomer !== null || right.goldenCustomer !== null) return left.goldenCustomer === right.goldenCustomer

  const key = left.record['customerKey'] ?? null

  return (
    key !== null &&
    key === right.record['customerKey'] &&
    left.record['customerSystem'] === right.record['customerSystem']
  )
}
