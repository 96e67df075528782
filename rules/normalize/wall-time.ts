/** A date and time of day as a clock on the wall shows it, without zone. Months count from 1. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  /** Minutes east of UTC where the text says so, else null. */
  readonly offsetMinutes: number | null
  /** Whether the text had a time of day at all. */
  readonly hasTime: boolean
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the Gregorian calendar has this day. Years run from 1 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999) return false
  const days = month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)

  return day >= 1 && day <= days
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Whether the day exists and the clock can show the time. A leap second is taken as the second before it. */
export function isWallTime(time: WallTime): boolean {
  return (
    isCalendarDay(time.year, time.month, time.day) &&
    time.hour <= 23 &&
    time.minute <= 59 &&
    time.second <= 60 &&
    Math.abs(time.offsetMinutes ?? 0) <= 18 * 60
  )
}

/** Milliseconds since 1970 if the wall time were UTC. */
export function wallMilliseconds(time: WallTime): number {
  const date = new Date(0)
  date.setUTCFullYear(time.year, time.month - 1, time.day)
  date.setUTCHours(time.hour, time.minute, Math.min(time.second, 59), time.millisecond)

  return date.getTime()
}

/** The wall time, read as if it were UTC, of a number of milliseconds. */
export function wallTimeOf(milliseconds: number): WallTime {
  const date = new Date(milliseconds)

  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    offsetMinutes: null,
    hasTime: true,
  }
}

/** The calendar date as YYYY-MM-DD. */
export function dateText({ year, month, day }: Pick<WallTime, 'year' | 'month' | 'day'>): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
