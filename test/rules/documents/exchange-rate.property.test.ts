import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convert, daysThatConvert, rateOn, type ReferenceRates } from '../../../rules/documents/exchange-rate.ts'
import { isEqual, multiply } from '../../../rules/documents/fraction.ts'

const currencies = ['USD', 'CZK', 'JPY', 'KWD'] as const
const rateText = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 9999 }))
  .map(([whole, decimals]) => `${String(whole)}.${String(decimals).padStart(4, '0')}`)
const rates: fc.Arbitrary<ReferenceRates> = fc
  .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 })
  .chain((offsets) => {
    const days = offsets.map(dayAt).toSorted()
    const column = fc.array(fc.option(rateText, { freq: 8 }), { minLength: days.length, maxLength: days.length })

    return fc
      .record({
        columns: fc.tuple(column, column, column, column),
        quoted: fc.constantFrom('per-base' as const, 'in-base' as const),
      })
      .map(({ columns, quoted }) => ({
        ...{ base: 'EUR', quoted, days, ageDaysMax: 6 },
        quotes: new Map(currencies.map((currency, at) => [currency, columns[at] ?? []])),
      }))
  })
const currency = fc.constantFrom('EUR', ...currencies)
const day = fc.integer({ min: -10, max: 420 }).map(dayAt)

function dayAt(offset: number): string {
  return new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10)
}

test('the way back undoes a rate, and a way through a third currency is the direct one, exactly', () => {
  fc.assert(
    fc.property(rates, currency, currency, currency, day, (all, from, through, to, on) => {
      const [there, back] = [rateOn(all, from, to, on), rateOn(all, to, from, on)]
      const [first, second] = [rateOn(all, from, through, on), rateOn(all, through, to, on)]

      if (typeof there === 'string' || typeof back === 'string') {
        expect(there).toBe(back)
        return
      }
      expect(isEqual(multiply(there.rate, back.rate), { numerator: 1n, denominator: 1n })).toBe(true)
      if (typeof first === 'string' || typeof second === 'string') return
      expect(isEqual(multiply(first.rate, second.rate), there.rate)).toBe(true)
    }),
  )
})

test('a rate is never of a later day, nor older than the bound, nor passes over a publication', () => {
  fc.assert(
    fc.property(rates, currency, currency, day, (all, from, to, on) => {
      const found = rateOn(all, from, to, on)
      if (typeof found === 'string') return

      expect(found.on <= on).toBe(true)
      expect(Date.parse(on) - Date.parse(found.on)).toBeLessThanOrEqual(6 * 86_400_000)
      expect(all.days.filter((other) => other > found.on && other <= on)).toEqual([])
    }),
  )
})

test('the day an amount was converted with is among those that reproduce it', () => {
  fc.assert(
    fc.property(
      rates,
      currency,
      currency,
      day,
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      (all, from, to, on, minor) => {
        const found = rateOn(all, from, to, on)
        if (typeof found === 'string') return
        const other = convert({ minor, scale: 2 }, found.rate, 3)
        const days = daysThatConvert(
          all,
          { minor, scale: 2, currency: from },
          { minor: other, scale: 3, currency: to },
          { day: on, daysAround: 6 },
        )

        expect(days).toContain(found.on)
      },
    ),
  )
})
