import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalsIn, decimalText, exactDecimal } from '../../../rules/documents/exact-decimal.ts'

test.each([
  ['12.50', '12.5', 1],
  ['-0012', '-12', 0],
  ['+.5', '0.5', 1],
  ['5.', '5', 0],
  ['1000000000000000.01', '1000000000000000.01', 2],
  ['-0.00', '0', 0],
])('%s is the decimal %s with %i digits that count', (text, plain, digits) => {
  expect(decimalText(exactDecimal(text) ?? { numerator: -1n, denominator: 1n }, 6)).toBe(plain)
  expect(decimalsIn(text)).toBe(digits)
})

test.each(['', '-', '.', '1e5', '1,5', '1 000', '0x10', '٣', ' 1', '1'.repeat(41), 'NaN'])(
  '%j is no decimal',
  (text) => {
    expect(exactDecimal(text)).toBeUndefined()
    expect(decimalsIn(text)).toBe(0)
  },
)

test('a half is rounded away from zero', () => {
  expect(
    ['1.005', '-1.005', '0.0049'].map((text) =>
      decimalText(exactDecimal(text) ?? { numerator: 0n, denominator: 1n }, 2),
    ),
  ).toEqual(['1.01', '-1.01', '0'])
})

test('a decimal that was written is read as it was', () => {
  const parts = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 9 }))
  fc.assert(
    fc.property(parts, ([numerator, scale]) => {
      const value = { numerator, denominator: 10n ** BigInt(scale) }
      const read = exactDecimal(decimalText(value, scale))
      expect((read?.numerator ?? 0n) * value.denominator).toBe(numerator * (read?.denominator ?? 0n))
    }),
  )
})
