import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../../../examples/company/random-stream.ts'
import { readCalendarDate } from '../../../../rules/normalize/calendar-date.ts'
import { decideDateOrders, emptyDateOrderEvidence, observeDate } from '../../../../rules/normalize/date-order.ts'
import { isCalendarDay } from '../../../../rules/normalize/wall-time.ts'
import { dateMeaning, emptyDateEvidence, observeDateMeaning } from '../../../../rules/normalize/meaning/date-meaning.ts'
import { dateSpreads, dateWritings, noDates } from '../../../support/date-columns.ts'

const column = fc
  .record({
    seed: fc.nat(),
    writing: fc.constantFrom(...dateWritings),
    spread: fc.constantFrom(...Object.keys(dateSpreads)),
    count: fc.integer({ min: 5, max: 200 }),
  })
  .map(({ seed, writing, spread, count }) => {
    const random = randomStream(seed, 'dates')
    const days = Array.from({ length: count }, () => dateSpreads[spread]?.(random) ?? new Date(0))

    return { writing, random, days, texts: days.map((day) => writing.write(day)) }
  })

const evidenceOf = (texts: readonly (string | null)[]) => {
  const evidence = emptyDateOrderEvidence()
  for (const text of texts) observeDate(evidence, text)
  return evidence
}

test('no date of any column, however it is written, is read as another date', () => {
  fc.assert(
    fc.property(column, ({ texts, days }) => {
      const orders = decideDateOrders(evidenceOf(texts))

      texts.forEach((text, position) => {
        const outcome = readCalendarDate(text, { ...orders, lastYear: 2046, timeZone: 'UTC' })
        if (outcome.ok) expect(outcome.value).toBe(days[position]?.toISOString().slice(0, 10))
      })
    }),
    { numRuns: 500 },
  )
})

test('the verdict on a column is the order it was written in, or open', () => {
  fc.assert(
    fc.property(column, ({ texts, writing }) => {
      const evidence = emptyDateEvidence()
      for (const text of texts) observeDateMeaning(evidence, text)

      expect([writing.verdict, 'undecided', 'mixed']).toContain(dateMeaning('issued', evidence).verdict)
    }),
    { numRuns: 500 },
  )
})

test('what is no date, or never was one, says nothing', () => {
  fc.assert(
    fc.property(column, fc.array(fc.constantFrom(...noDates)), ({ texts, random }, rubbish) => {
      expect(evidenceOf(random.shuffle([...texts, ...rubbish]))).toEqual(evidenceOf(texts))
    }),
  )
})

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(column, ({ texts, random }) => {
      expect(evidenceOf(random.shuffle(texts))).toEqual(evidenceOf(texts))
    }),
  )
})

test('dates of both orders in one column are mixed as soon as one of each proves it', () => {
  fc.assert(
    fc.property(column, ({ texts }) => {
      const { order } = decideDateOrders(evidenceOf([...texts, '31/12/2026', '12/31/2026']))

      expect(order).toBe('mixed')
    }),
  )
})

test('hundreds of dates on one day of many months are not taken for days of one year', () => {
  const two = (number: number) => String(number).padStart(2, '0')
  const months = Array.from({ length: 372 }, (_, count) => ({
    year: 1 + Math.floor(count / 12),
    month: 1 + (count % 12),
  }))
  const isDayToo = ({ year, month }: { year: number; month: number }) => isCalendarDay(2025, month, year)
  const texts = months.filter(isDayToo).map(({ year, month }) => `${two(year)}-${two(month)}-25`)

  expect(texts.length).toBeGreaterThan(360)
  expect(decideDateOrders(evidenceOf(texts)).shortYearOrder).toBe('undecided')
})

test('thousands of dates of two years are', () => {
  const random = randomStream(1, 'two years')
  const day = () => new Date(Date.UTC(2025, 0, 1) + random.between(0, 729) * 86_400_000).toISOString()
  const texts = Array.from({ length: 6_000 }, () => day().slice(2, 10).split('-').toReversed().join('/'))

  expect(decideDateOrders(evidenceOf(texts)).shortYearOrder).toBe('day-first')
})

test('a two-digit year that may stand in front says nothing about dates with four digits', () => {
  expect(decideDateOrders(evidenceOf(['26/03/31', '03/04/2026']))).toEqual({
    order: 'undecided',
    shortYearOrder: 'undecided',
  })
  expect(decideDateOrders(evidenceOf(['26/03/31', '31/12/2026']))).toEqual({
    order: 'day-first',
    shortYearOrder: 'undecided',
  })
})
