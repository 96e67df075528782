import { businessDate, daysBetween } from './business-date.ts'
import { amountsOf, type DocumentAmounts } from './document-amounts.ts'
import type { DocumentKind, DocumentMember } from './document-member.ts'
import { documentNumberKey } from './document-number.ts'

/**
 * D1: the same number. D2: the same number but for its spelling. D3: the same customer and total within a week. D4: any of these,
 * under two entries of a customer that the crosswalk holds to be one: a search within the system would not have seen it.
 */
export type DuplicateTier = 'D1' | 'D2' | 'D3' | 'D4'

const DAYS_BETWEEN_MAX = 7
const SERIES_MIN = 3

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
): { readonly tier: DuplicateTier; readonly by: DuplicateTier } | undefined {
  const by = tierOf(kind, original, copy, companyTimeZone)

  return by && { tier: isOtherEntry(original, copy) ? 'D4' : by, by }
}

function tierOf(
  kind: DocumentKind,
  original: DocumentMember,
  copy: DocumentMember,
  companyTimeZone: string,
): 'D1' | 'D2' | 'D3' | undefined {
  const [left, right] = [amountsOf(original.record), amountsOf(copy.record)]

  if (isReversal(left, right)) return undefined

  const [on, otherOn] = [original, copy].map(({ record }) => businessDate(kind, record, companyTimeZone))

  if (isSameYear(on, otherOn)) {
    if (isSameIn('number', original, copy)) return 'D1'
    if (isSameIn('number', original, copy, documentNumberKey)) return 'D2'
  }
  return isSameWeek(on, otherOn) && isSameTotal(left, right) && isSameCustomer(original, copy) ? 'D3' : undefined
}

function isReversal(left: DocumentAmounts, right: DocumentAmounts): boolean {
  return (left.gross ?? left.net ?? 0n) * (right.gross ?? right.net ?? 0n) < 0n
}

/** Do documents follow one another at one interval, of a week, a month or more, three or more of them? */
export function isInSeries(days: readonly (string | null)[]): boolean {
  const known = days.filter((day) => day !== null).toSorted()
  const gaps = known.slice(1).map((day, index) => daysBetween(known[index] ?? day, day))
  const [first = 0] = gaps

  return (
    known.length >= SERIES_MIN && first >= DAYS_BETWEEN_MAX && gaps.every((gap) => Math.abs(gap - first) <= first / 7)
  )
}

/** One golden customer under two keys of a system. */
function isOtherEntry(
  { goldenCustomer, record: left }: DocumentMember,
  { record: right, ...copy }: DocumentMember,
): boolean {
  return (
    goldenCustomer !== null &&
    goldenCustomer === copy.goldenCustomer &&
    left['customerKey'] !== right['customerKey'] &&
    left['customerSystem'] === right['customerSystem']
  )
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
