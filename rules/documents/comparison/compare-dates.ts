import { formatInTimeZone } from 'date-fns-tz'
import { daysFrom } from '../business-date.ts'
import type { DocumentContent } from '../document-content.ts'
import type { MismatchCause } from '../mismatch-cause.ts'
import type { CompareTerms } from './copy-pair.ts'
import { textDifference, type Difference } from './difference.ts'

/** The dates that decide a period, a rate and a reminder, in the order in which they are compared. */
const dates = ['on', 'taxPointOn', 'dueOn'] as const

/**
 * The dates in which two copies differ; one that a copy does not know is no mismatch. Dates that moved by as many days as one
 * before them, or were all turned round, are one finding: a due date follows its date of issue.
 */
export function compareDates(
  reference: DocumentContent,
  other: DocumentContent,
  { companyTimeZone }: CompareTerms,
): readonly Difference[] {
  const found: Difference[] = []
  const told = new Set<number | 'swap'>()

  for (const name of dates) {
    const [value, otherValue] = [reference[name], other[name]]

    if (value === null || otherValue === null || value === otherValue) continue
    const proof = proofOf(name, [reference, other], companyTimeZone)
    const move = proof.cause === 'day-month-swap' ? 'swap' : daysFrom(value, otherValue)

    if (told.has(move)) continue
    told.add(move)
    found.push(textDifference({ field: fieldOf(reference, name), value, otherValue, ...proof }))
  }
  return found
}

function fieldOf({ kind }: DocumentContent, name: (typeof dates)[number]): string {
  if (name !== 'on') return name
  return kind === 'order' ? 'orderedOn' : 'issuedOn'
}

interface Proof {
  readonly cause: MismatchCause
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
}

function proofOf(name: (typeof dates)[number], copies: readonly DocumentContent[], zone: string): Proof {
  const [value = '', otherValue = ''] = copies.map((copy) => copy[name] ?? '')

  if (isSwapped(value, otherValue)) {
    return {
      cause: 'day-month-swap',
      evidence: {},
      reason: 'The dates are equal but for day and month in the other order.',
    }
  }
  const moments = name === 'on' ? copies.map(({ at }) => at).filter((at) => at !== null) : []
  const shifted = moments.find((at) => {
    const days = [formatInTimeZone(at, 'UTC', 'yyyy-MM-dd'), formatInTimeZone(at, zone, 'yyyy-MM-dd')]

    return days.includes(value) && days.includes(otherValue)
  })

  if (shifted !== undefined) {
    return {
      cause: 'date-shift',
      evidence: { moment: shifted, zone },
      reason: 'The moment of the document is one day in UTC and the other in the company’s time zone.',
    }
  }
  return {
    cause: 'date',
    evidence: {},
    reason: Math.abs(daysFrom(value, otherValue)) === 1 ? 'The dates are one day apart.' : 'The dates differ.',
  }
}

/** 3 April and 4 March of one year; asked of two different days only. */
function isSwapped(left: string, right: string): boolean {
  const [year, month, day] = left.split('-')

  return right === `${year}-${day}-${month}`
}
