import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterBound } from '../../../rules/matching/letter-bound.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { measures } from '../../../rules/matching/measure.ts'

const ending = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '😀'), minLength: 1, maxLength: 6 })
const pair = fc.tuple(fc.constantFrom('', 'no', 'novak'), ending, ending)

test('no two texts are more alike than their letters allow', () => {
  fc.assert(
    fc.property(pair, ([start, left, right]) => {
      fc.pre(left !== right)
      const column = plainColumn([start + left, start + right])

      expect(letterBound(column)(1, 2)).toBeGreaterThanOrEqual(measures.jaroWinkler(start + left, start + right))
    }),
  )
})
