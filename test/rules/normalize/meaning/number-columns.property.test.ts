import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../../../examples/company/random-stream.ts'
import {
  decideDecimalMark,
  decimalMeaning,
  emptyDecimalMarkEvidence,
  observeNumber,
} from '../../../../rules/normalize/meaning/decimal-mark.ts'
import { readMoney, moneyText } from '../../../../rules/normalize/money.ts'
import { noNumbers, numberSpreads, numberWritings } from '../../../support/number-columns.ts'

const column = fc
  .record({
    seed: fc.nat(),
    writing: fc.constantFrom(...numberWritings),
    spread: fc.constantFrom(...Object.keys(numberSpreads)),
    count: fc.integer({ min: 5, max: 100 }),
  })
  .map(({ seed, writing, spread, count }) => {
    const random = randomStream(seed, 'numbers')
    const units = Array.from({ length: count }, () => numberSpreads[spread]?.(random) ?? 0)

    return { writing, random, units, texts: units.map((unit) => writing.write(unit)) }
  })

const evidenceOf = (texts: readonly string[]) => {
  const evidence = emptyDecimalMarkEvidence()
  for (const text of texts) observeNumber(evidence, text)
  return evidence
}

test('a column of numbers is never taken to have the other decimal mark, nor to be mixed', () => {
  fc.assert(
    fc.property(column, ({ texts, writing }) => {
      const hasMark = writing.decimals > 0 || /[.,]/.test(texts.join(''))

      if (hasMark) expect([writing.mark, 'undecided']).toContain(decideDecimalMark(evidenceOf(texts)))
    }),
    { numRuns: 1_000 },
  )
})

test('no number of any column, however it is written, is read as another number', () => {
  fc.assert(
    fc.property(column, ({ texts, units, writing }) => {
      const mark = decideDecimalMark(evidenceOf(texts))
      const decimalMark = mark === '.' || mark === ',' ? mark : undefined

      texts.forEach((text, position) => {
        const outcome = readMoney(text, { currency: /EUR/.test(text) ? 'EUR' : 'CZK', decimalMark, scale: 4 })
        const expected = BigInt(units[position] ?? 0) * 10n ** BigInt(4 - writing.decimals)
        if (outcome.ok) expect(moneyText(outcome.value.minor, 4)).toBe(moneyText(expected, 4))
      })
    }),
    { numRuns: 1_000 },
  )
})

test('what is no number says nothing, and the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(column, fc.array(fc.constantFrom(...noNumbers)), ({ texts, random }, rubbish) => {
      expect(evidenceOf(random.shuffle([...texts, ...rubbish]))).toEqual(evidenceOf(texts))
    }),
  )
})

test.each([
  [['1.234'], 'undecided'],
  [['1.234,50'], 'comma'],
  [['1,234.50'], 'point'],
  [['0.123'], 'point'],
  [['1234.567'], 'point'],
  [['12,34,567'], 'point'],
  [["1'234.5"], 'point'],
  [['1 234,5 Kč'], 'comma'],
  [['1.234', '12,5', '3.5'], 'mixed'],
  [['1.234', '7'], 'undecided'],
  [['1', '25'], 'not needed'],
  [['1.5E3'], 'not needed'],
  [['1 234,-'], 'not needed'],
])('of %j the decimal mark is %s', (texts, verdict) => {
  expect(decimalMeaning('gross', evidenceOf(texts)).verdict).toBe(verdict)
})
