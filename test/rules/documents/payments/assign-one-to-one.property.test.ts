import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignOneToOne, type WeightedPair } from '../../../../rules/documents/payments/assign-one-to-one.ts'

const pairs = fc.uniqueArray(
  fc.record({ left: fc.nat(5), right: fc.nat(5), weight: fc.integer({ min: 1, max: 20 }) }),
  { selector: ({ left, right }) => `${left}-${right}`, maxLength: 14 },
)

/** The largest sum over all ways to choose, tried one after another. */
function bestSum(rest: readonly WeightedPair[], lefts: readonly number[], rights: readonly number[]): number {
  const [pair, ...others] = rest

  if (pair === undefined) return 0
  const without = bestSum(others, lefts, rights)

  if (lefts.includes(pair.left) || rights.includes(pair.right)) return without
  return Math.max(without, pair.weight + bestSum(others, [...lefts, pair.left], [...rights, pair.right]))
}

const sumOf = (all: readonly WeightedPair[], chosen: readonly number[]) =>
  chosen.reduce((sum, position) => sum + (all[position]?.weight ?? 0), 0)

test('the chosen pairs are worth as much as the best of all ways to choose', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const { chosen } = assignOneToOne(all)

      expect(sumOf(all, chosen)).toBe(bestSum(all, [], []))
      expect(new Set(chosen.map((position) => all[position]?.left)).size).toBe(chosen.length)
      expect(new Set(chosen.map((position) => all[position]?.right)).size).toBe(chosen.length)
    }),
    { numRuns: 300 },
  )
})

test('the order of the pairs does not change what they are worth together', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const turned = all.toReversed()

      expect(sumOf(turned, assignOneToOne(turned).chosen)).toBe(sumOf(all, assignOneToOne(all).chosen))
    }),
  )
})

test('a knot beyond the budget is left unsolved as a whole', () => {
  const all = [0, 1, 2].flatMap((left) => [0, 1, 2].map((right) => ({ left, right, weight: 1 + left + right })))

  expect(assignOneToOne(all, 3)).toEqual({ chosen: [], unsolved: [0, 1, 2, 3, 4, 5, 6, 7, 8] })
})
