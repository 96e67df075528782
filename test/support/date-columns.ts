import type { RandomStream } from '../../examples/company/random-stream.ts'

/** How one system writes its dates. `order` is the truth that inference must find or leave open. */
export interface DateWriting {
  readonly name: string
  readonly verdict: string
  write(date: Date): string
}

const two = (number: number) => String(number).padStart(2, '0')
const parts = (date: Date) => ({
  day: date.getUTCDate(),
  month: date.getUTCMonth() + 1,
  year: String(date.getUTCFullYear()),
})

const english = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const czech = [
  'ledna',
  'února',
  'března',
  'dubna',
  'května',
  'června',
  'července',
  'srpna',
  'září',
  'října',
  'listopadu',
  'prosince',
]
const german = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
]

function ordered(
  order: 'day-first' | 'month-first' | 'year-first',
  separator: string,
  isPadded: boolean,
  yearDigits: 2 | 4,
): DateWriting {
  const place = { 'day-first': 'dmy', 'month-first': 'mdy', 'year-first': 'ymd' }[order]
  const name = [...place]
    .map((part) => (part === 'y' ? 'y'.repeat(yearDigits) : (part === 'm' ? 'M' : 'd').repeat(isPadded ? 2 : 1)))
    .join(separator)

  return {
    name,
    verdict: order,
    write(date) {
      const { day, month, year } = parts(date)
      const text = {
        d: isPadded ? two(day) : String(day),
        m: isPadded ? two(month) : String(month),
        y: year.slice(-yearDigits),
      }

      return [...place].map((part) => text[part as 'd' | 'm' | 'y']).join(separator)
    },
  }
}

function named(name: string, write: (day: number, month: number, year: string) => string): DateWriting {
  return {
    name,
    verdict: 'named-month',
    write(date) {
      const { day, month, year } = parts(date)

      return write(day, month, year)
    },
  }
}

const clocks = [' 00:00:00', ' 14:05', 'T08:30:00', ' 9:41:07 PM']

function timed(writing: DateWriting, clock: string): DateWriting {
  return { ...writing, name: `${writing.name}${clock}`, write: (date) => `${writing.write(date)}${clock}` }
}

const shortWritings = (['day-first', 'month-first'] as const).flatMap((order) =>
  ['/', '.', '-', '. '].flatMap((separator) =>
    [true, false].flatMap((isPadded) =>
      ([4, 2] as const).map((yearDigits) => ordered(order, separator, isPadded, yearDigits)),
    ),
  ),
)

/** All common ways to write a date; years in front with two digits too, which day-first dates are easily taken for. */
export const dateWritings: readonly DateWriting[] = [
  ...shortWritings,
  ...clocks.map((clock) => timed(ordered('day-first', '/', true, 4), clock)),
  ...clocks.map((clock) => timed(ordered('month-first', '/', false, 2), clock)),
  ...['-', '/', '.', ''].map((separator) => ordered('year-first', separator, true, 4)),
  ordered('year-first', '/', false, 4),
  ...['-', '/', '', '. '].map((separator) => ordered('year-first', separator, true, 2)),
  ...([4, 2] as const).flatMap((yearDigits) => [
    ordered('day-first', '', true, yearDigits),
    ordered('month-first', '', true, yearDigits),
  ]),
  timed(ordered('year-first', '-', true, 4), 'T10:00:00.000Z'),
  timed(ordered('year-first', '-', true, 4), ' 10:00:00+02:00'),
  named('d MMMM yyyy', (day, month, year) => `${day} ${english[month - 1]} ${year}`),
  named('MMM d, yyyy', (day, month, year) => `${english[month - 1]?.slice(0, 3)} ${day}, ${year}`),
  named(
    'dd-MMM-yy',
    (day, month, year) => `${two(day)}-${english[month - 1]?.slice(0, 3).toUpperCase()}-${year.slice(-2)}`,
  ),
  named('d. MMMM yyyy cs', (day, month, year) => `${day}. ${czech[month - 1]} ${year}`),
  named('d. MMMM yyyy de', (day, month, year) => `${day}. ${german[month - 1]} ${year}`),
]

const dayMs = 86_400_000
const dayOf = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day))

/** Which days a column holds: the clustered ones prove least. */
export const dateSpreads: Readonly<Record<string, (random: RandomStream) => Date>> = {
  'two years': (random) => new Date(Date.UTC(2024, 6, 1) + random.between(0, 730) * dayMs),
  'one month': (random) => dayOf(2026, 3, random.between(1, 31)),
  'first twelve days': (random) => dayOf(random.between(2021, 2026), random.between(1, 12), random.between(1, 12)),
  'first of the month': (random) => dayOf(random.between(2001, 2031), random.between(1, 12), 1),
  'the 25th of the month': (random) => dayOf(random.between(2001, 2031), random.between(1, 12), 25),
  births: (random) => new Date(Date.UTC(1947, 0, 1) + random.between(0, 60 * 365) * dayMs),
  'a hundred years': (random) => new Date(Date.UTC(1947, 0, 1) + random.between(0, 99 * 365) * dayMs),
  'this century': (random) => new Date(Date.UTC(2001, 0, 1) + random.between(0, 31 * 365) * dayMs),
}

/** Values that are no dates, and dates that never were. */
export const noDates = [
  '',
  '-',
  'n/a',
  'unknown',
  '00.00.0000',
  '31.02.2026',
  '2/30/2026',
  '99/99/99',
  '12.2026',
  '1/2',
  '10.1.2.3',
  'dle smlouvy',
  '4512',
  '2026-13-45',
  '#REF!',
]
