import { getTimezoneOffset } from 'date-fns-tz'

const zone = 'Europe/Prague'
const dayMs = 86_400_000

/** When each night runs. Fixed, so that every demo of a seed is the same demo. */
export const nights = { one: '2026-03-03T01:30:00.000Z', two: '2026-03-04T01:30:00.000Z' } as const

/** The company’s first order in the systems. */
export const historyStart = Date.parse('2025-01-02T06:00:00Z')

export const nightOne = Date.parse(nights.one)
export const nightTwo = Date.parse(nights.two)

export const days = (count: number) => count * dayMs
export const hours = (count: number) => count * 3_600_000

/** "2026-03-03T01:30:00Z": an instant as a web shop or an interface writes it. */
export const instantText = (epochMs: number) => `${new Date(epochMs).toISOString().slice(0, 19)}Z`

/** "2026-03-03 02:30:00" in Prague: an instant as an office program writes it. */
export const localText = (epochMs: number) =>
  new Date(epochMs + getTimezoneOffset(zone, new Date(epochMs))).toISOString().slice(0, 19).replace('T', ' ')

/** "2026-03-03T02:30:00+01:00": local time with its offset. */
export function offsetText(epochMs: number): string {
  const offsetHours = getTimezoneOffset(zone, new Date(epochMs)) / 3_600_000

  return `${localText(epochMs).replace(' ', 'T')}+0${offsetHours}:00`
}

/** The business date in Prague, YYYY-MM-DD: a late-evening UTC instant belongs to the next day. */
export const businessDate = (epochMs: number) => localText(epochMs).slice(0, 10)

/** "2026-03-09" as "09.03.2026". */
export const czechDate = (date: string) => `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`

/** "2026-03-09" as "03/09/26". */
export const americanDate = (date: string) => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(2, 4)}`

/** The date `count` days after a date. */
export const daysAfter = (date: string, count: number) =>
  new Date(Date.parse(date) + days(count)).toISOString().slice(0, 10)

/** The same digits with day and month exchanged; null where only one reading exists or both are one. */
export function swappedDayAndMonth(date: string): string | null {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)]

  return Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : null
}
