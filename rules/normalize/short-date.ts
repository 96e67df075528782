import { isCalendarDay } from './wall-time.ts'

/** Three numbers of a date in the order written, with what follows them. */
export interface ShortDateParts {
  readonly first: number
  readonly second: number
  readonly last: number
  /** Digits of the part at the end: 4 is a whole year. */
  readonly lastDigits: number
  /** Whether the numbers may be read with the year in front: "26/07/01". Its year has two digits, never one. */
  readonly mayBeginWithYear: boolean
  /** Written with dots and nothing else between the numbers. */
  readonly isDotted: boolean
  readonly rest: string
}

/** A way to read three numbers; two-digit years make the third possible. */
export type ShortDateReading = 'day-first' | 'month-first' | 'year-first'

/** Something else than a time of day behind it, as in "10.1.2.3", and it is no date. One separator throughout; not both ends may have one digit. */
const separated =
  /^\s*(?!\d\D+\d\d?\D+\d(?!\d))(\d{1,2})\s*([./-])(\s*)(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})\.?(?:(?![\d:])\s*(?:[,t]?\s*(\d{1,2}:\d{2}.*))?)?$/i
const compact = /^\s*(\d{2})(\d{2})(\d{4}|\d{2})\s*$/

/** Business dates lie in these years; what is outside is another reading of the same digits. */
const yearMin = 1800
const yearMax = 2200

/**
 * Numbers of a date such as "31.3.2026", "26/03/31" or "31032026"; undefined when the text begins with none. Eight digits that
 * begin with the year are no short date: yyyyMMdd and ddMMyyyy exclude each other within the years 1800 to 2200.
 */
export function shortDateParts(raw: string): ShortDateParts | undefined {
  const found = separated.exec(raw) as readonly string[] | null
  if (found === null) return compactParts(raw)
  const [, first, separator, space, second, last, clock] = found as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string?,
  ]

  return {
    first: Number(first),
    second: Number(second),
    last: Number(last),
    lastDigits: last.length,
    // CLDR 48 writes dots and a short year in front in Korean alone, with a space after each dot.
    isDotted: separator === '.' && space === '',
    mayBeginWithYear: last.length < 4 && first.length === 2,
    rest: clock ?? '',
  }
}

function compactParts(raw: string): ShortDateParts | undefined {
  const [, first, second, last = ''] = compact.exec(raw) ?? []
  if (first === undefined || second === undefined) return undefined
  if (last.length === 4 && !isDayOrMonthFirst(first, second, last)) return undefined

  return {
    first: Number(first),
    second: Number(second),
    last: Number(last),
    lastDigits: last.length,
    isDotted: false,
    mayBeginWithYear: last.length === 2,
    rest: '',
  }
}

function isDayOrMonthFirst(first: string, second: string, last: string): boolean {
  const year = Number(first + second)
  const beginsWithYear = isBusinessYear(year) && isCalendarDay(year, Number(last.slice(0, 2)), Number(last.slice(2)))

  return !beginsWithYear && isBusinessYear(Number(last))
}

function isBusinessYear(year: number): boolean {
  return year >= yearMin && year <= yearMax
}

/** The readings under which the calendar has the day. */
export function possibleReadings(parts: ShortDateParts): readonly ShortDateReading[] {
  const { first, second, last, lastDigits, mayBeginWithYear } = parts
  const readings: ShortDateReading[] = []

  if (lastDigits > 1) {
    const year = lastDigits === 4 ? last : leapYearOf(last)

    if (isCalendarDay(year, second, first)) readings.push('day-first')
    if (isCalendarDay(year, first, second)) readings.push('month-first')
  }
  if (mayBeginWithYear && isCalendarDay(leapYearOf(first), second, last)) readings.push('year-first')
  return readings
}

/** A year that has a 29 February whenever a two-digit year may have one: 00 is 2000 in doubt, the others are leap in every century or in none. */
function leapYearOf(short: number): number {
  return 2000 + short
}
