import { isCalendarDay } from './wall-time.ts'

/** Which part of a short date such as 03/04/2026 a column puts first. */
export type DateOrder = 'day-first' | 'month-first' | 'mixed' | 'undecided'

/** Counts of a column's short dates; plain data, so that it can be kept and added up. */
export interface DateOrderEvidence {
  /** Dates that exist only with the day first, as 31/03. */
  dayFirst: number
  /** Dates that exist only with the month first, as 03/31. */
  monthFirst: number
  /** Dates that exist both ways and differ, as 03/04. */
  either: number
}

const shortDate = /^\s*(\d{1,2})(\s*[./-]\s*)(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)/

/** Parts of a short date in the order written; undefined when the text does not begin with one. Two-digit years need dots or slashes. */
export function shortDateParts(raw: string): { first: number; second: number; year: string; rest: string } | undefined {
  const [all = '', first = '', separator = '', second = '', year = ''] = shortDate.exec(raw) ?? []
  if (all === '' || (year.length === 2 && separator.trim() === '-')) return undefined

  return { first: Number(first), second: Number(second), year, rest: raw.slice(all.length).trim() }
}

/** Evidence before the first row was seen. */
export function emptyDateOrderEvidence(): DateOrderEvidence {
  return { dayFirst: 0, monthFirst: 0, either: 0 }
}

/** Counts one value of the column. Whatever is not a short date, or exists neither way, says nothing. */
export function observeDate(evidence: DateOrderEvidence, raw: string | null): void {
  const parts = raw === null ? undefined : shortDateParts(raw)
  if (parts === undefined) return
  // A two-digit year decides only whether there is a 29 February: 2000 has one, so neither reading is ruled out by it.
  const year = parts.year.length === 2 ? 2000 : Number(parts.year)
  const isDayFirst = isCalendarDay(year, parts.second, parts.first)
  const isMonthFirst = isCalendarDay(year, parts.first, parts.second)

  if (isDayFirst && isMonthFirst) evidence.either += parts.first === parts.second ? 0 : 1
  else if (isDayFirst) evidence.dayFirst++
  else if (isMonthFirst) evidence.monthFirst++
}

/** Evidence of two halves of a column together. */
export function combineDateOrderEvidence(left: DateOrderEvidence, right: DateOrderEvidence): DateOrderEvidence {
  return {
    dayFirst: left.dayFirst + right.dayFirst,
    monthFirst: left.monthFirst + right.monthFirst,
    either: left.either + right.either,
  }
}

/** Decides for the whole column, never per row. Dates that read both ways decide nothing, however many there are. */
export function decideDateOrder({ dayFirst, monthFirst }: DateOrderEvidence): DateOrder {
  if (dayFirst > 0 && monthFirst > 0) return 'mixed'
  if (dayFirst > 0) return 'day-first'

  return monthFirst > 0 ? 'month-first' : 'undecided'
}
