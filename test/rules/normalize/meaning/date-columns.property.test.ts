import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../../../examples/company/random-stream.ts'
import { readCalendarDate } from '../../../../rules/normalize/calendar-date.ts'
import { decideDateOrders, emptyDateOrderEvidence, observeDate } from '../../../../rules/normalize/date-order.ts'
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
