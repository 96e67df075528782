import fc from 'fast-check'
import { expect, test } from 'vitest'
import { impliedDecimal } from '../../../connectors/fixed-width/implied-decimal.ts'

test.each([
  ['0001234', 2, '12.34'],
  ['1234', 2, '12.34'],
  ['5', 2, '0.05'],
  ['0000000', 2, '0.00'],
  ['0001234', 0, '1234'],
  ['0000', 0, '0'],
  ['-0001234', 2, '-12.34'],
  ['+0001234', 2, '12.34'],
  ['-   1234', 2, '-12.34'],
  ['0001234-', 2, '-12.34'],
  ['0001234+', 2, '12.34'],
  ['000123D', 2, '12.34'],
  ['000123M', 2, '-12.34'],
  ['000123{', 2, '12.30'],
  ['000123}', 2, '-12.30'],
  ['000000}', 2, '0.00'],
  ['00000000000000000001', 3, '0.001'],
  ['12345678901234567890', 2, '123456789012345678.90'],
])('%s with %i implied decimals is %s', (raw, decimals, text) => {
  expect(impliedDecimal(raw, decimals)).toBe(text)
})

test.each([['12.34'], ['12A4'], ['N/A'], ['-12-'], ['-'], ['12 34'], ['-00012D']])(
  '%s is no such number and is left to the rules',
  (raw) => {
    expect(impliedDecimal(raw, 2)).toBe(raw)
  },
)

test('every whole number comes back at its scale, however its sign is written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat({ max: 4 }), (units, decimals) => {
      const digits = String(units < 0n ? -units : units).padStart(16, '0')
      const overpunch = (units < 0n ? '}JKLMNOPQR' : '{ABCDEFGHI')[Number(digits.slice(-1))] as string
      const forms = [
        `${units < 0n ? '-' : '+'}${digits}`,
        `${digits}${units < 0n ? '-' : ''}`,
        digits.slice(0, -1) + overpunch,
      ]

      for (const form of forms) {
        const text = impliedDecimal(form, decimals)
        expect(BigInt(text.replace('.', ''))).toBe(units)
        expect(text.split('.')[1]?.length ?? 0).toBe(decimals)
      }
    }),
  )
})
