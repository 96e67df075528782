import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDecimal } from '../../reports/plain-decimal.ts'

test.each([
  ['123450', 2, '1234.50'],
  ['-7', 2, '-0.07'],
  ['0', 2, '0.00'],
  ['5', 3, '0.005'],
  ['500', 0, '500'],
  ['-500', 0, '-500'],
  ['99999999999999999999', 2, '999999999999999999.99'],
])('writes %s minor units of scale %i as %s', (minor, scale, decimal) => {
  expect(plainDecimal(minor, scale)).toBe(decimal)
})

test('no digit is lost on the way to a decimal', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 6 }), (minor, scale) => {
      expect(BigInt(plainDecimal(String(minor), scale).replace('.', ''))).toBe(minor)
    }),
  )
})
