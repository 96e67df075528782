import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  add,
  divide,
  fraction,
  isEqual,
  multiply,
  round,
  sum,
  type Fraction,
} from '../../../rules/documents/fraction.ts'

const fractions: fc.Arbitrary<Fraction> = fc.record({
  numerator: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 6n }),
})
const zero = fraction(0n)
const negative = (one: Fraction) => multiply(one, fraction(-1n))

test('sums do not depend on order, what is added can be taken away, and every denominator stays positive', () => {
  fc.assert(
    fc.property(fractions, fractions, fractions, (left, right, third) => {
      const total = sum([left, right, third])

      expect(isEqual(total, sum([third, left, right]))).toBe(true)
      expect(isEqual(add(total, negative(third)), add(left, right))).toBe(true)
      expect(total.denominator > 0n).toBe(true)
    }),
  )
})

test('dividing undoes multiplying, whatever the signs', () => {
  fc.assert(
    fc.property(fractions, fractions, (left, right) => {
      fc.pre(!isEqual(right, zero))
      const back = divide(multiply(left, right), right)

      expect(isEqual(back, left)).toBe(true)
      expect(back.denominator > 0n).toBe(true)
    }),
  )
})

test('rounding is at most half away, symmetric in the sign, and leaves whole numbers alone', () => {
  fc.assert(
    fc.property(fractions, fc.constantFrom('half up' as const, 'half even' as const), (one, rounding) => {
      const rounded = round(one, rounding)
      const twice = 2n * (rounded * one.denominator - one.numerator)

      expect((twice < 0n ? -twice : twice) <= one.denominator).toBe(true)
      expect(round(negative(one), rounding)).toBe(-rounded)
      expect(round(fraction(rounded), rounding)).toBe(rounded)
    }),
  )
})

test.each([
  ['1.005', 101n, 100n, 100n],
  ['163.725', 16373n, 16372n, 16372n],
  ['-2.5', -250n, -250n, -250n],
  ['0.125', 13n, 12n, 12n],
  ['-0.135', -14n, -14n, -13n],
])('%s in hundredths is %s half up, %s half even, %s down', (text, halfUp, halfEven, down) => {
  const hundredths = multiply(fraction(text), fraction(100n))

  expect([round(hundredths, 'half up'), round(hundredths, 'half even'), round(hundredths, 'down')]).toEqual([
    ...[halfUp, halfEven, down],
  ])
})
