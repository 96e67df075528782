import { jaroWinkler } from '@skyra/jaro-winkler'
import { distance } from 'fastest-levenshtein'
import { isAcronym, isInitialled } from './abbreviation.ts'
import { dayOf, isDateText, yearOf } from './day-of.ts'
import { jaroWinklerOfLong } from './jaro-winkler-long.ts'
import { isNumberSlip } from './number-slip.ts'
import { isWordReplaced } from './word-replaced.ts'

/** How alike two texts are, as one number; symmetric by construction. */
export type Measure = (left: string, right: string) => number

/** The library takes seconds for texts of 100,000 characters. */
const LIBRARY_LENGTH_MAX = 256

function jaroWinklerOf(first: string, other: string): number {
  return Math.max(first.length, other.length) > LIBRARY_LENGTH_MAX
    ? jaroWinklerOfLong(first, other)
    : jaroWinkler(first, other)
}

/** The measures a condition can be about. Each treats its arguments alike, whichever comes first. */
export const measures = {
  levenshtein: (left, right) => distance(left, right),
  jaroWinkler: (left, right) => (left < right ? jaroWinklerOf(left, right) : jaroWinklerOf(right, left)),
  tokenOverlap: (left, right) => {
    const { shared, leftSize, rightSize } = countTokens(left, right)

    return shared / Math.min(leftSize, rightSize)
  },
  tokenJaccard: (left, right) => {
    const { shared, leftSize, rightSize } = countTokens(left, right)

    return shared / (leftSize + rightSize - shared)
  },
  sharesToken: (left, right) => (countTokens(left, right).shared > 0 ? 1 : 0),
  initials: (left, right) => (isInitialled(left, right) ? 1 : 0),
  acronym: (left, right) => (isAcronym(left, right) || isAcronym(right, left) ? 1 : 0),
  prefix: commonPrefixWhenContained,
  dateSwap: (left, right) => (isDayMonthSwap(left, right) ? 1 : 0),
  numberSlip: (left, right) => (isNumberSlip(left, right) ? 1 : 0),
  wordReplaced: (left, right) => (isWordReplaced(left, right) ? 1 : 0),
  days: (left, right) => Math.abs(dayOf(left) - dayOf(right)),
  years: (left, right) => Math.abs(yearOf(left) - yearOf(right)),
} as const satisfies Readonly<Record<string, Measure>>

export type MeasureName = keyof typeof measures

/** Distinct words of two texts, and how many they share. */
function countTokens(left: string, right: string): { shared: number; leftSize: number; rightSize: number } {
  const leftTokens = new Set(left.split(' '))
  const rightTokens = new Set(right.split(' '))
  let shared = 0

  for (const token of leftTokens) if (rightTokens.has(token)) shared += 1

  return { shared, leftSize: leftTokens.size, rightSize: rightTokens.size }
}

/** Length of the shorter text when the longer begins with it, else 0. */
function commonPrefixWhenContained(left: string, right: string): number {
  if (left.length <= right.length) return right.startsWith(left) ? left.length : 0

  return left.startsWith(right) ? right.length : 0
}

/** The greater over the lesser, whatever their sign; NaN where one is zero or the signs differ. */
export function ratioOf(left: number, right: number): number {
  return left * right > 0 ? Math.max(left / right, right / left) : NaN
}

/** 2026-04-03 and 2026-03-04: the same date when one source writes the month first. */
function isDayMonthSwap(left: string, right: string): boolean {
  return (
    isDateText(left) &&
    isDateText(right) &&
    left.slice(0, 4) === right.slice(0, 4) &&
    left.slice(5, 7) === right.slice(8) &&
    left.slice(8) === right.slice(5, 7) &&
    left !== right
  )
}
