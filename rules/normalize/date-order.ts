import { possibleReadings, shortDateParts, type ShortDateParts, type ShortDateReading } from './short-date.ts'

/** Which part of a short date such as 03/04/2026 a column puts first. */
export type DateOrder = 'day-first' | 'month-first' | 'year-first' | 'mixed' | 'undecided'

/** How a column's short dates are to be read. */
export interface DateOrders {
  /** Those with four digits of the year. */
  readonly order: DateOrder
  /** Those with two, whose year may stand in front. */
  readonly shortYearOrder: DateOrder
}

/** Counts of a column's short dates; plain data, so that it can be kept. */
export interface DateOrderEvidence {
  /** Dates that exist only with the day first, as 31/03/2026. */
  dayFirst: number
  /** Dates that exist only with the month first, as 03/31/2026. */
  monthFirst: number
  /** Dates that exist both ways and differ, as 03/04/2026. */
  either: number
  /** Of two-digit years: dates that exist only with the year first, as 99/12/31. */
  yearFirst: number
  /** Dates that exist only with the year last, as 3/31/26. */
  yearLast: number
  /** Dates with the day or the year first, as 26/03/31. */
  dayOrYear: number
  /** Dates that exist in all three ways, as 03/04/05. */
  any: number
  /** Dates with dots, as 26.03.31: by the habit of writing their year is last, unless the column speaks against it. */
  dotted: number
  /** Which numbers occur in the first, second and last place beside a two-digit year: bit 1 to 31, bit 0 for all that are no day. */
  firstParts: number
  secondParts: number
  lastParts: number
}

/** Evidence before the first row was seen. */
export function emptyDateOrderEvidence(): DateOrderEvidence {
  return {
    ...{ dayFirst: 0, monthFirst: 0, either: 0 },
    ...{ yearFirst: 0, yearLast: 0, dayOrYear: 0, any: 0, dotted: 0 },
    ...{ firstParts: 0, secondParts: 0, lastParts: 0 },
  }
}

/** Counts one value of the column. Whatever is not a short date, or exists in no way, says nothing. */
export function observeDate(evidence: DateOrderEvidence, raw: string | null): void {
  const parts = raw === null ? undefined : shortDateParts(raw)
  const readings = parts === undefined ? [] : possibleReadings(parts)
  if (parts === undefined || readings.length === 0) return

  if (parts.lastDigits < 4) {
    notePlaces(evidence, parts)
    if (noteYearPlace(evidence, parts, readings) === 'open') return
  }
  if (!readings.includes('month-first')) evidence.dayFirst++
  else if (!readings.includes('day-first')) evidence.monthFirst++
  else evidence.either += parts.first === parts.second ? 0 : 1
}

/** Answers whether the year may still stand in front: then the date says nothing about day and month yet. */
function noteYearPlace(
  evidence: DateOrderEvidence,
  { isDotted }: ShortDateParts,
  readings: readonly ShortDateReading[],
): 'open' | 'last' {
  if (!readings.includes('year-first')) {
    evidence.yearLast++
    return 'last'
  }
  if (readings.length > 1 && isDotted) {
    evidence.dotted++
    return 'last'
  }
  if (readings.length === 1) evidence.yearFirst++
  else if (readings.includes('month-first')) evidence.any++
  else evidence.dayOrYear++
  return 'open'
}

function notePlaces(evidence: DateOrderEvidence, { first, second, last }: ShortDateParts): void {
  evidence.firstParts |= bitOf(first)
  evidence.secondParts |= bitOf(second)
  evidence.lastParts |= bitOf(last)
}

function bitOf(part: number): number {
  return part > 31 ? 1 : 1 << part
}

/** The order of day and month of the column, whatever its years. */
export function decideDateOrder(evidence: DateOrderEvidence): DateOrder {
  const { order, shortYearOrder } = decideDateOrders(evidence)

  return order === 'undecided' ? shortYearOrder : order
}

/**
 * Decides for the whole column, never per row, by what its dates rule out. Dates that read in several ways decide nothing,
 * however many there are; what contradicts itself is mixed.
 */
export function decideDateOrders(evidence: DateOrderEvidence): DateOrders {
  const yearPlace = placeOfShortYear(evidence)
  const order = orderOf(evidence.dayFirst + (yearPlace === 'last' ? evidence.dayOrYear : 0), evidence.monthFirst)

  if (yearPlace === 'last') return { order, shortYearOrder: order }
  return { order, shortYearOrder: yearPlace === 'first' ? 'year-first' : yearPlace }
}

function orderOf(dayFirst: number, monthFirst: number): DateOrder {
  if (dayFirst > 0 && monthFirst > 0) return 'mixed'
  if (dayFirst > 0) return 'day-first'

  return monthFirst > 0 ? 'month-first' : 'undecided'
}

/** A typing error can make one date year-first, so it takes two, and one in fifty, to believe that a column is. */
const yearFirstCountMin = 2
const yearFirstShareMin = 0.02

function placeOfShortYear(evidence: DateOrderEvidence): 'first' | 'last' | 'mixed' | 'undecided' {
  const { yearFirst, yearLast, dotted, dayOrYear, any } = evidence
  if (yearFirst > 0 && yearLast + dotted > 0) return 'mixed'
  if (yearFirst > 0) return isYearFirst(evidence) ? 'first' : 'undecided'
  const isLastByHabit = dotted > 0 && dayOrYear + any === 0 && !hasYearsFirst(evidence)

  return yearLast > 0 || isLastByHabit || hasYearsLast(evidence) ? 'last' : 'undecided'
}

function isYearFirst(evidence: DateOrderEvidence): boolean {
  const { yearFirst, dayOrYear, any } = evidence
  const isMany = yearFirst >= yearFirstCountMin && yearFirst >= yearFirstShareMin * (yearFirst + dayOrYear + any)

  return isMany && !hasYearsLast(evidence)
}

/**
 * Thousands of dates, nearly every day, every month, at most three years. Read with the year in front they would lie in 28 years
 * or more and on three days of the month; of such dates one in 55 has a 30 February or a 31 April in front, which would have
 * excluded the day there: 2,000 without one are no such list.
 */
function hasYearsLast({ firstParts, secondParts, lastParts, dayOrYear, any }: DateOrderEvidence): boolean {
  const lastDays = 0b111 << 29
  const months = 0b1111111111110

  return (
    dayOrYear + any >= 2_000 &&
    countBits(firstParts & ~1) >= 28 &&
    (firstParts & lastDays) === lastDays &&
    (secondParts & months) === months &&
    countBits(lastParts) <= 3
  )
}

/** Few numbers in front and many at the end: dots or not, the year may be in front. */
function hasYearsFirst({ firstParts, lastParts }: DateOrderEvidence): boolean {
  return countBits(firstParts) <= 3 && countBits(lastParts) >= 10 && (lastParts & 1) === 0
}

function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++

  return count
}
