import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectedParts, type WeightedPair } from '../../../../rules/documents/payments/assign-one-to-one.ts'
import { decidePairs } from '../../../../rules/documents/payments/decide-pairs.ts'

const pairs = fc.uniqueArray(fc.record({ left: fc.nat(4), right: fc.nat(4), weight: fc.integer({ min: 1, max: 9 }) }), {
  selector: ({ left, right }) => `${left}-${right}`,
  maxLength: 10,
})

/** In how many ways every left and every right of the pairs finds a partner. */
function waysToMatchAll(own: readonly WeightedPair[]): number {
  const lefts = new Set(own.map(({ left }) => left))
  const rights = new Set(own.map(({ right }) => right))
  let ways = 0

  for (let mask = 0; mask < 2 ** own.length; mask += 1) {
    const chosen = own.filter((_, position) => ((mask >> position) & 1) === 1)

    if (chosen.length !== lefts.size || chosen.length !== rights.size) continue
    if (new Set(chosen.map(({ left }) => left)).size !== lefts.size) continue
    if (new Set(chosen.map(({ right }) => right)).size === rights.size) ways += 1
  }
  return ways
}

test('sure is what can be matched in one way only, all of it', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const { sure, best } = decidePairs(all)

      for (const part of connectedParts(all)) {
        const isOnlyWay = waysToMatchAll(part.map((position) => all[position] as WeightedPair)) === 1
        const decided = part.filter((position) => sure.includes(position))

        expect(decided.length > 0).toBe(isOnlyWay)
        expect(part.some((position) => best.includes(position))).toBe(!isOnlyWay)
      }
    }),
    { numRuns: 300 },
  )
})
