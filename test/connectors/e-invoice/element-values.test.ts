import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalSum, plainDecimal } from '../../../connectors/e-invoice/element-values.ts'

test.each([
  [['1', '2.50', '-0.5'], '3'],
  [['.1', '.2'], '0.3'],
  [['1000000000000000.01', '0.99'], '1000000000000001'],
  [['-0.05'], '-0.05'],
  [[], '0'],
  [['1', 'two'], null],
  [['1', ''], null],
])('the sum of %j is %s', (texts, sum) => {
  expect(decimalSum(texts)).toBe(sum)
})

test('a plain decimal is plain already, and any text stays or becomes one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', '1', '.', '-', '+') })), (text) => {
      const plain = plainDecimal(text)
      expect(plainDecimal(plain)).toBe(plain)
      expect(plain === text || /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(plain)).toBe(true)
    }),
  )
})

test('a sum does not depend on the order of its parts', () => {
  const decimal = fc.tuple(fc.bigInt(), fc.nat({ max: 99 })).map(([whole, part]) => `${whole}.${part}`)
  fc.assert(
    fc.property(fc.array(decimal), (texts) => {
      expect(decimalSum(texts.toReversed())).toBe(decimalSum(texts))
    }),
  )
})
