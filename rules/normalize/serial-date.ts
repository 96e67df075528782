import type { DateFormat } from './date-format.ts'
import { wallMilliseconds, wallTimeOf } from './wall-time.ts'

/** The declared format of dates that a spreadsheet counts in days. */
export const excelSerial = 'excel-serial'

const dayMs = 86_400_000
/** Day 0 of spreadsheets, so that every day since 1900-03-01 is right: they believe that 1900 was a leap year. */
const dayZero = Date.UTC(1899, 11, 30)
const firstSoundDay = 61
const lastDay = 2_958_465

/** Days since 1899-12-30, the time as a fraction of the day: 46112.5 is noon of 2026-03-31. The days of old Macs, since 1904, are another count. */
export const serialDate: DateFormat = {
  parse(text) {
    const [, days, fraction = ''] = /^(\d{1,7})(?:[.,](\d{1,15}))?$/.exec(text) ?? []
    if (days === undefined || Number(days) < firstSoundDay || Number(days) > lastDay) return undefined
    const timeMs = Math.round(Number(`0.${fraction}`) * dayMs)

    return { ...wallTimeOf(dayZero + Number(days) * dayMs + timeMs), hasTime: timeMs > 0, hasShortYear: false }
  },
  print(time) {
    const days = (wallMilliseconds(time) - dayZero) / dayMs

    return days < firstSoundDay ? undefined : String(days)
  },
}
