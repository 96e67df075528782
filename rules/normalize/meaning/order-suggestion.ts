import { readCalendarDate } from '../calendar-date.ts'
import { possibleReadings, shortDateParts } from '../short-date.ts'

const orders = ['day-first', 'month-first'] as const

/** Rows must ascend as good as always in one order; in the other they fall back once a month. */
const rowCountMin = 20
const ascendingMin = 0.99
const ascendingOtherMax = 0.95

/**
 * What speaks for an order without proving it: dates that would lie in the future in the other, or rows that come in order of time in
 * this one alone. Null where neither tells. A plan may hold dates to come, and rows may come in any order: nothing is read by this.
 */
export function orderSuggestion(texts: readonly string[], asOf: string): string | null {
  const open = texts.filter((text) => {
    const parts = shortDateParts(text)
    return parts !== undefined && parts.lastDigits === 4 && possibleReadings(parts).length === 2
  })
  const days = orders.map((order) => open.map((text) => dayOf(text, order)))

  return futureSuggestion(days, asOf.slice(0, 10)) ?? ascendingSuggestion(days)
}

function dayOf(text: string, order: (typeof orders)[number]): string {
  const read = readCalendarDate(text, { order, lastYear: 2100, timeZone: 'UTC' })

  return read.ok ? read.value : ''
}

function futureSuggestion(days: readonly (readonly string[])[], today: string): string | null {
  const [dayFirst = 0, monthFirst = 0] = days.map((read) => read.filter((day) => day > today).length)
  if ((dayFirst === 0) === (monthFirst === 0)) return null
  const [likely, other, count] =
    dayFirst === 0 ? ['day-first', 'month-first', monthFirst] : ['month-first', 'day-first', dayFirst]

  return `likely ${likely}: read ${other}, ${count} dates lie in the future`
}

function ascendingSuggestion(days: readonly (readonly string[])[]): string | null {
  const shares = days.map(ascendingShare)
  const [dayFirst = 0, monthFirst = 0] = shares
  const likely = dayFirst > monthFirst ? 'day-first' : 'month-first'
  const isClear = Math.max(dayFirst, monthFirst) >= ascendingMin && Math.min(dayFirst, monthFirst) <= ascendingOtherMax

  return isClear && (days[0]?.length ?? 0) >= rowCountMin
    ? `likely ${likely}: only so do the dates ascend from row to row`
    : null
}

function ascendingShare(days: readonly string[]): number {
  const steps = days.slice(1).filter((day, position) => day >= (days[position] ?? '')).length

  return days.length < 2 ? 0 : steps / (days.length - 1)
}
