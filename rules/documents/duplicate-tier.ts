import { amountsOf, type DocumentAmounts } from './document-amounts.ts'
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
  const isReversal = (left.gross ?? 0n) * (right.gross ?? 0n) < 0n

  if (isReversal) return undefined

  const [on, otherOn] = [original, copy].map(({ record }) => businessDate(kind, record, companyTimeZone))

  if (isSameYear(on, otherOn)) {
    if (isSameIn('number', original, copy)) return 'D1'
    if (isSameIn('number', original, copy, documentNumberKey)) return 'D2'
  }
  return isSameWeek(on, otherOn) && isSameTotal(left, right) && isSameCustomer(original, copy) ? 'D3' : undefined
}

function isSameYear(left: string | null = null, right: string | null = null): boolean {
  return left === null || right === null || left.slice(0, 4) === right.slice(0, 4)
}

function isSameWeek(left: string | null = null, right: string | null = null): boolean {
  return left !== null && right !== null && daysBetween(left, right) <= DAYS_BETWEEN_MAX
}

/** Both know the field and say the same in it. */
function isSameIn(
  field: string,
  { record: left }: DocumentMember,
  { record: right }: DocumentMember,
  read = (text: string) => text,
): boolean {
  return left[field] != null && right[field] != null && read(left[field]) === read(right[field])
}

function isSameTotal(left: DocumentAmounts, right: DocumentAmounts): boolean {
  return (
    left.gross !== null && left.gross === right.gross && left.scale === right.scale && left.currency === right.currency
  )
}

function isSameCustomer(left: DocumentMember, right: DocumentMember): boolean {
  if (left.goldenCustomer !== null || right.goldenCustomer !== null) return left.goldenCustomer === right.goldenCustomer

  return isSameIn('customerKey', left, right) && isSameIn('customerSystem', left, right)
}
