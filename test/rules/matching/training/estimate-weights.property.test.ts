import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateWeights } from '../../../../rules/matching/training/estimate-weights.ts'
import { plantedModel, plantedPairs } from './planted-pairs.ts'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const planted = fc.record({
  matchCount: fc.integer({ min: 300, max: 3_000 }),
  m: fc.array(between(0.7, 0.97), { minLength: 5, maxLength: 5 }),
  u: fc.array(between(0.002, 0.08), { minLength: 5, maxLength: 5 }),
})

test('the m, u and number of matches that pairs were made with are found again', () => {
  fc.assert(
    fc.property(planted, ({ matchCount, m, u }) => {
      const { match, u: found, hasConverged } = estimateWeights(plantedModel(5), plantedPairs(matchCount, m, u))

      expect(hasConverged).toBe(true)
      expect(Math.abs(match.pairCount / matchCount - 1)).toBeLessThan(0.05)
      m.forEach((share, field) => {
        expect(Math.abs((match.shares[field]?.[1] as number) - share)).toBeLessThan(0.03)
        expect(Math.abs((found[field]?.[1] as number) / (u[field] as number) - 1)).toBeLessThan(0.05)
      })
    }),
    { numRuns: 60 },
  )
})

test('the levels of a comparison stay shares: m sums to one, and so does u', () => {
  fc.assert(
    fc.property(planted, ({ matchCount, m, u }) => {
      const { match, u: found } = estimateWeights(plantedModel(5), plantedPairs(matchCount, m, u))

      for (const rows of [match.shares, found])
        for (const [, same, otherwise] of rows) expect((same as number) + (otherwise as number)).toBeCloseTo(1, 9)
    }),
    { numRuns: 20 },
  )
})
