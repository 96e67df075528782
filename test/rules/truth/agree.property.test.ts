import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agree, meaningOf } from '../../../rules/truth/agree.ts'

const field = fc.constantFrom('familyName', 'street', 'city', 'postalCode', 'email', 'phone', 'vatId')
const text = fc.oneof(fc.string({ minLength: 1 }), fc.string({ minLength: 1, unit: 'binary' }))

test('agreement is symmetric, and every value agrees with itself', () => {
  fc.assert(
    fc.property(field, text, text, (name, left, right) => {
      expect(agree('customer', name, left, left)).toBe(true)
      expect(agree('customer', name, left, right)).toBe(agree('customer', name, right, left))
    }),
  )
})

test('trailing zeros and leading zeros never change what a number says', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(999_999), fc.nat(5), fc.nat(5), (whole, fraction, leading, trailing) => {
      const sign = whole < 0 ? '-' : ''
      const plain = `${sign}${Math.abs(whole)}.${fraction}`
      const padded = `${sign}${'0'.repeat(leading)}${Math.abs(whole)}.${fraction}${'0'.repeat(trailing)}`

      expect(agree('product', 'stock', plain, padded)).toBe(true)
    }),
  )
})

test('different whole numbers never agree', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (left, right) => {
      expect(meaningOf('product', 'stock', String(left)) === meaningOf('product', 'stock', String(right))).toBe(
        left === right,
      )
    }),
  )
})
