import { isCalendarDay } from '../wall-time.ts'
import { namedDateParts } from '../named-date.ts'
import { shortDateParts, possibleReadings } from '../short-date.ts'

/** How a date is written, apart from the order of a short date. */
export type DateNotation =
  | 'year-first'
  | 'short-date'
  | 'named-month'
  | 'excel-serial'
  | 'year-and-day'
  | 'epoch-seconds'
  | 'epoch-milliseconds'
  | 'compact-time'

const yearFirst = /^\s*(\d{4})(?:([-/.])\s*(\d{1,2})\2\s*(\d{1,2})\.?|(\d{2})(\d{2}))(?:[t\s]\s*\S.*)?$/i

/** Days since 1899-12-30 from 1954 to 2119: as far back as business dates go, and short of six digits. */
const serial = { min: 20_000, max: 80_000 }
/** Seconds from 1973, when they got nine digits, to 2100. */
const epochSeconds = { min: 100_000_000, max: 4_102_444_800 }

/** Every notation the text can have, so that several say: this value alone decides nothing. Empty: it is no date. */
export function notationsOf(text: string): readonly DateNotation[] {
  const iso = yearFirst.exec(text)
  if (iso !== null && isCalendarDay(Number(iso[1]), Number(iso[3] ?? iso[5]), Number(iso[4] ?? iso[6])))
    return ['year-first']
  if (/^\s*\d{5,14}(?:\.\d+)?\s*$/.test(text)) return ofDigits(text.trim())
  const short = shortDateParts(text)
  if (short !== undefined) return possibleReadings(short).length > 0 ? ['short-date'] : []
  const named = namedDateParts(text.trim())

  return named !== undefined && isCalendarDay(leapYear(named.year), named.month, named.day) ? ['named-month'] : []
}

function leapYear(year: number): number {
  return year < 100 ? 2000 + year : year
}

function ofDigits(text: string): readonly DateNotation[] {
  const [whole = '', fraction] = text.split('.')
  const number = Number(whole)
  const counted: readonly (readonly [DateNotation, boolean])[] = [
    ['excel-serial', isWithin(whole, 5, 5, number, serial)],
    ['epoch-seconds', isWithin(whole, 9, 10, number, epochSeconds)],
    ['epoch-milliseconds', isWithin(whole, 12, 13, number / 1000, epochSeconds)],
  ]
  const isWritten = fraction === undefined
  const written: readonly (readonly [DateNotation, boolean])[] = [
    ['short-date', isWritten && isCompactShortDate(whole)],
    ['year-and-day', isWritten && isYearAndDay(whole)],
    ['compact-time', isWritten && isCompactTime(whole)],
  ]

  return [...written, ...counted].flatMap(([notation, isPossible]) => (isPossible ? [notation] : []))
}

function isWithin(
  digits: string,
  digitsMin: number,
  digitsMax: number,
  number: number,
  { min, max }: { readonly min: number; readonly max: number },
): boolean {
  return digits.length >= digitsMin && digits.length <= digitsMax && number >= min && number <= max
}

function isCompactShortDate(digits: string): boolean {
  const parts = shortDateParts(digits)

  return parts !== undefined && possibleReadings(parts).length > 0
}

/** yyDDD and yyyyDDD, the day counted within its year. */
function isYearAndDay(digits: string): boolean {
  const day = Number(digits.slice(-3))

  return /^(?:\d{2}|(?:19|20|21)\d{2})\d{3}$/.test(digits) && day >= 1 && day <= 366
}

/** yyMMddHHmm, yyyyMMddHHmm and yyyyMMddHHmmss. */
function isCompactTime(digits: string): boolean {
  const [, year, month, day, hour, minute, second = '0'] =
    /^((?:18|19|20|21)?\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/.exec(
      digits.length === 10 ? `20${digits}` : digits,
    ) ?? []
  if (year === undefined || year.length !== 4) return false

  return (
    isCalendarDay(Number(year), Number(month), Number(day)) &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60
  )
}
