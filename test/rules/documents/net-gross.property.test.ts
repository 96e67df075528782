import fc from 'fast-check'
import { expect, test } from 'vitest'
import { absolute, divideHalfUp, minorUnitsOf } from '../../../rules/documents/document-amounts.ts'
import { isRelatedByVat, vatFactor } from '../../../rules/documents/net-gross.ts'
import { vatRatesEurope } from '../../../rules/documents/vat-rates-europe.ts'
import { vatRatesOn } from '../../../rules/documents/vat-rates.ts'

const rate = fc.constantFrom(...Object.keys(vatRatesEurope).flatMap((country) => vatRatesOn(country, '2026-08-01')))

test('an amount and the same amount with VAT added are always recognised, credit notes too', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), rate, (net, percent) => {
      const { numerator, denominator } = vatFactor(percent)
      const gross = divideHalfUp(net * numerator, denominator)

      fc.pre(absolute(gross - net) > 10n)
      expect(isRelatedByVat(net, gross, [vatFactor(percent)], 1n)).toBe(true)
      expect(isRelatedByVat(gross, net, [vatFactor(percent)], 1n)).toBe(true)
    }),
  )
})

test('halves are rounded away from zero on both sides of it', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 9n }), (amount, divisor) => {
      expect(divideHalfUp(-amount, divisor)).toBe(-divideHalfUp(amount, divisor))
      expect(absolute(2n * (divideHalfUp(amount, divisor) * divisor - amount))).toBeLessThanOrEqual(divisor)
    }),
  )
})

test.each([
  [0.02, 2, 2n],
  [0.02, 0, 0n],
  [0.02, 3, 20n],
  [0.5, 0, 0n],
  [1, 0, 1n],
  [1.005, 2, 100n],
  [1_000_000, 2, 100_000_000n],
])('a tolerance of %d at scale %d is %s minor units', (major, scale, minor) => {
  expect(minorUnitsOf(major, scale)).toBe(minor)
})

test.each([
  [16372_5n, 10n, 16373n],
  [-25n, 10n, -3n],
  [24n, 10n, 2n],
])('%s divided by %s is %s', (amount, divisor, expected) => {
  expect(divideHalfUp(amount, divisor)).toBe(expected)
})
