import type { DateFormat } from './date-format.ts'
import { offsetMinutes } from './date-format.ts'
import type { DateOrder } from './date-order.ts'
import { namedDateParts } from './named-date.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { possibleReadings, shortDateParts, type ShortDateParts, type ShortDateReading } from './short-date.ts'
import { tidyText } from './text.ts'
import { isWallTime, type WallTime } from './wall-time.ts'

export interface DateReading {
  /** The declared format; without it ISO 8601 and names of months are read, and short dates by `order`. */
  readonly format?: DateFormat | undefined
  /** What the evidence of the column says. */
  readonly order?: DateOrder | undefined
  /** The same for two-digit years, which may stand in front; default: `order`. */
  readonly shortYearOrder?: DateOrder | undefined
  /** Last year a two-digit year may mean: the other 99 lie before it. */
  readonly lastYear: number
}

const lengthMax = 60
const timeOfDay = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?`
const yearFirst = new RegExp(
  `^(\\d{4})(?:-(\\d{2})-(\\d{2})|/(\\d{1,2})/(\\d{1,2})|\\.(\\d{1,2})\\.(\\d{1,2})|(\\d{2})(\\d{2}))(?:[t\\s]\\s*(.+))?$`,
  'i',
)
const time = new RegExp(`^${timeOfDay}$`, 'i')

/** Years ahead of the day of the run that a two-digit year may mean: 46 is 2046, 47 is 1947 when it is 2026. */
const yearsAhead = 20

/** The last year a two-digit year may mean on a day of running: at most 20 years ahead, or not ahead at all for the past. */
export function lastYearOf(asOf: string, isPast: boolean): number {
  return Number(asOf.slice(0, 4)) + (isPast ? 0 : yearsAhead)
}

/** Reads a date, with or without time of day, as the wall time it says. */
export function readDateText(raw: string, reading: DateReading): Outcome<WallTime> {
  if (raw.length > lengthMax) return reject('date-invalid', raw)
  const text = tidyText(raw)
  if (reading.format !== undefined) return readFormatted(text, reading.format, reading.lastYear, raw)

  // Eight digits may be a ddMMyyyy; what can only be that is a short date.
  const parts = shortDateParts(text)
  const iso = parts === undefined ? yearFirst.exec(text) : null
  if (iso !== null) return readYearFirst(iso, raw)
  return parts === undefined ? readNamed(text, reading.lastYear, raw) : readShortDate(parts, reading, raw)
}

function readNamed(text: string, lastYear: number, raw: string): Outcome<WallTime> {
  const named = namedDateParts(text)
  if (named === undefined) return reject('date-invalid', raw)
  const { day, month, year, clock } = named

  return withTime({ ...midnight, year: year < 100 ? fullYear(year, lastYear) : year, month, day }, clock, raw)
}

/** A date format whose text goes on with a time of day is read too: exports add midnight to dates. */
function readFormatted(text: string, format: DateFormat, lastYear: number, raw: string): Outcome<WallTime> {
  const whole = format.parse(text)
  if (whole !== undefined) return checked(inCentury(whole, lastYear), raw)
  const [, date, clock] = /^(.*\d)(?:\s+|T)(\d{1,2}:.*)$/u.exec(text) ?? []
  const parsed = date === undefined ? undefined : format.parse(date)

  if (parsed === undefined || parsed.hasTime) return reject('date-format-mismatch', raw)
  return withTime(inCentury(parsed, lastYear), clock, raw)
}

function inCentury(
  { hasShortYear, ...time }: WallTime & { readonly hasShortYear: boolean },
  lastYear: number,
): WallTime {
  return hasShortYear ? { ...time, year: fullYear(time.year, lastYear) } : time
}

function readYearFirst([, year, ...rest]: RegExpExecArray, raw: string): Outcome<WallTime> {
  // Which pair of groups caught month and day depends on the separator; the other groups are undefined at run time.
  const [month, day] = (rest.slice(0, 8) as (string | undefined)[]).filter((part) => part !== undefined)

  return withTime({ ...midnight, year: Number(year), month: Number(month), day: Number(day) }, rest[8], raw)
}

function readShortDate(parts: ShortDateParts, reading: DateReading, raw: string): Outcome<WallTime> {
  const order = orderFor(parts, reading)
  const readings = possibleReadings(parts)

  if (order === 'mixed') return reject('date-order-mixed', raw)
  if (readings.length === 0) return reject('date-impossible', raw)
  if (!isOrder(order)) return reject('date-order-undecided', raw)
  if (!readings.includes(order)) return reject('date-impossible', raw)
  const { year, month, day } = inOrder(parts, order)
  const wholeYear = parts.lastDigits === 4 ? year : fullYear(year, reading.lastYear)

  return withTime({ ...midnight, year: wholeYear, month, day }, parts.rest === '' ? undefined : parts.rest, raw)
}

function orderFor({ lastDigits, first, second }: ShortDateParts, reading: DateReading): DateOrder | undefined {
  if (lastDigits < 4) return reading.shortYearOrder ?? reading.order

  return first === second ? 'day-first' : reading.order
}

function isOrder(order: DateOrder | undefined): order is ShortDateReading {
  return order !== undefined && order !== 'mixed' && order !== 'undecided'
}

function inOrder({ first, second, last }: ShortDateParts, order: ShortDateReading) {
  if (order === 'year-first') return { year: first, month: second, day: last }

  return order === 'day-first' ? { year: last, month: second, day: first } : { year: last, month: first, day: second }
}

const midnight: WallTime = {
  year: 1,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
  offsetMinutes: null,
  hasTime: false,
}

function withTime(date: WallTime, clock: string | undefined, raw: string): Outcome<WallTime> {
  if (clock === undefined) return checked(date, raw)
  const [all, hour = '', minute, second = '0', fraction = '', half, offset] = time.exec(clock) ?? []
  if (all === undefined) return reject('date-invalid', raw)

  return checked(
    {
      ...date,
      hour: half === undefined ? Number(hour) : hourOfHalf(Number(hour), half),
      minute: Number(minute),
      second: Number(second),
      millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
      offsetMinutes: offsetMinutes(offset),
      hasTime: true,
    },
    raw,
  )
}

function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return 24
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

function checked(wallTime: WallTime, raw: string): Outcome<WallTime> {
  return isWallTime(wallTime) ? accept(wallTime) : reject('date-impossible', raw)
}

function fullYear(short: number, lastYear: number): number {
  const year = lastYear - (lastYear % 100) + short

  return year > lastYear ? year - 100 : year
}
