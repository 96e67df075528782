import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowKey, rowKeyParts } from '../../connectors/row-key.ts'

const part = fc.string({ unit: fc.constantFrom('|', '\\', 'x', '1', 'ž'), maxLength: 6 })

test('the parts of a key come back from it', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(rowKeyParts(rowKey(parts), parts.length)).toEqual(parts)
    }),
  )
})

test('different parts never give the same key', () => {
  fc.assert(
    fc.property(fc.tuple(part, part), fc.tuple(part, part), (left, right) => {
      expect(rowKey(left) === rowKey(right)).toBe(left[0] === right[0] && left[1] === right[1])
    }),
  )
})
