import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderPairs } from '../../../../engine/matching/cluster/order-pairs.ts'

test('pairs are in the order a comparison by weight, left and right record gives', () => {
  const record = fc.integer({ min: 0, max: 200_000 })
  const weight = fc.oneof(fc.constantFrom(-0, 0, 1, -1, 7.5), fc.double({ noNaN: true }))

  fc.assert(
    fc.property(fc.array(fc.tuple(record, record, weight)), (pairs) => {
      const order = orderPairs({
        left: Int32Array.from(pairs, ([left]) => left),
        right: Int32Array.from(pairs, ([, right]) => right),
        weight: Float64Array.from(pairs, ([, , value]) => value),
      })
      const sorted = [...pairs].sort((one, other) => other[2] - one[2] || one[0] - other[0] || one[1] - other[1])

      expect(Array.from(order, (pair) => pairs[pair])).toEqual(sorted)
    }),
  )
})
