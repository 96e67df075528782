import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCalendarDate } from '../../../rules/normalize/calendar-date.ts'
import { decideDateOrder, emptyDateOrderEvidence, observeDate } from '../../../rules/normalize/date-order.ts'
import { readInstant } from '../../../rules/normalize/instant.ts'
import { momentOf, timeZone, wallTimeIn } from '../../../rules/normalize/time-zone.ts'

const day = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2046-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const separator = fc.constantFrom('.', '/', '-', '. ')
const style = fc.record({ separator, isPadded: fc.boolean(), yearDigits: fc.constantFrom(2, 4) })

function short(
  date: string,
  order: 'day-first' | 'month-first',
  { separator: mark, isPadded, yearDigits }: { separator: string; isPadded: boolean; yearDigits: number },
): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  const part = (digits: string) => (isPadded ? digits : digits.replace(/^0/, ''))
  const parts = order === 'day-first' ? [part(dayOfMonth), part(month)] : [part(month), part(dayOfMonth)]

  return [...parts, yearDigits === 2 && mark !== '-' ? year.slice(2) : year].join(mark)
}

const evidenceOf = (column: readonly string[]) => {
  const evidence = emptyDateOrderEvidence()
  for (const raw of column) observeDate(evidence, raw)
  return evidence
}

test('a column written in one order is never taken for the other, nor for mixed', () => {
  fc.assert(
    fc.property(
      fc.array(day, { maxLength: 40 }),
      fc.constantFrom('day-first' as const, 'month-first' as const),
      style,
      (days, order, written) => {
        const column = days.map((date) => short(date, order, written))

        expect([order, 'undecided']).toContain(decideDateOrder(evidenceOf(column)))
      },
    ),
  )
})

test('in a column that decided itself, every date is read back; in an undecided one, none is read wrongly', () => {
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('day-first' as const, 'month-first' as const),
      style,
      (days, order, written) => {
        const column = days.map((date) => short(date, order, { ...written, yearDigits: 4 }))
        const decided = decideDateOrder(evidenceOf(column))

        column.forEach((raw, position) => {
          const outcome = readCalendarDate(raw, { order: decided, lastYear: 2046, timeZone: 'Europe/Prague' })
          if (outcome.ok) expect(outcome.value).toBe(days[position])
          else expect([decided, outcome.issue]).toEqual(['undecided', 'date-order-undecided'])
        })
      },
    ),
  )
})

test('day-first evidence and month-first evidence in one column make it mixed, whatever the order of the rows', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(['03.04.2026', '31.03.2026', '04/30/2026', '2026-01-31', 'x', ''], { minLength: 6 }),
      (column) => {
        expect(decideDateOrder(evidenceOf(column))).toBe('mixed')
      },
    ),
  )
})

test('swapping day and month of a date never changes which dates exist both ways', () => {
  fc.assert(
    fc.property(day, separator, (date, mark) => {
      const written = { separator: mark, isPadded: true, yearDigits: 4 }
      const dayFirst = evidenceOf([short(date, 'day-first', written)])
      const monthFirst = evidenceOf([short(date, 'month-first', written)])

      expect(monthFirst).toEqual({ ...dayFirst, dayFirst: dayFirst.monthFirst, monthFirst: dayFirst.dayFirst })
    }),
  )
})

const zoneName = fc.constantFrom(
  'Europe/Prague',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
)
const moment = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => Math.floor(date.getTime() / 1000) * 1000)

test('the wall time of a moment leads back to the moment, or to its earlier twin', () => {
  fc.assert(
    fc.property(zoneName, moment, (name, epochMs) => {
      const zone = timeZone(name)
      if (zone === undefined) throw new Error(name)
      const found = momentOf(wallTimeIn(zone, epochMs), zone)

      if (found.occurs === 'once') expect(found.epochMs).toBe(epochMs)
      else
        expect([found.occurs, wallTimeIn(zone, found.epochMs), found.epochMs <= epochMs]).toEqual([
          'twice',
          wallTimeIn(zone, epochMs),
          true,
        ])
    }),
    { numRuns: 500 },
  )
})

test('a canonical moment is read as itself', () => {
  fc.assert(
    fc.property(moment, (epochMs) => {
      const instant = new Date(epochMs).toISOString()

      expect(readInstant(instant, { lastYear: 2046, timeZone: undefined })).toEqual({ ok: true, value: instant })
    }),
  )
})
