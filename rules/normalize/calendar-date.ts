import { readDateText, type DateReading } from './date-text.ts'
import { readEpoch, type EpochFormat } from './instant.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { timeZone, wallTimeIn } from './time-zone.ts'
import { dateText, isCalendarDay, wallMilliseconds, type WallTime } from './wall-time.ts'

export interface CalendarDateReading extends DateReading {
  /** Zone in which a moment (a time with offset, an epoch) becomes a business date: the company's. */
  readonly timeZone: string
  readonly epoch?: EpochFormat | undefined
}

/**
 * Reads a business date. A time of day without offset is dropped: the date on the wall is the business date. A midnight with
 * offset is a date that a program dressed up as a moment; any other moment becomes the company's date of that moment.
 */
export function readCalendarDate(raw: string, reading: CalendarDateReading): Outcome {
  if (reading.epoch !== undefined) {
    const moment = readEpoch(raw, reading.epoch)
    return moment.ok ? businessDate(moment.value, reading.timeZone, raw) : moment
  }
  const read = readDateText(raw, reading)
  if (!read.ok) return read

  return isMoment(read.value)
    ? businessDate(wallMilliseconds(read.value) - (read.value.offsetMinutes ?? 0) * 60_000, reading.timeZone, raw)
    : accept(dateText(read.value))
}

/** The date a company writes on what happens at a moment. */
export function businessDate(epochMs: number, zoneName: string, raw: string): Outcome {
  const zone = timeZone(zoneName)
  if (zone === undefined) return reject('instant-zone-unknown', raw)
  const { year, month, day } = wallTimeIn(zone, epochMs)

  return isCalendarDay(year, month, day) ? accept(dateText({ year, month, day })) : reject('date-impossible', raw)
}

function isMoment({ offsetMinutes, hour, minute, second, millisecond }: WallTime): boolean {
  return offsetMinutes !== null && hour + minute + second + millisecond > 0
}
