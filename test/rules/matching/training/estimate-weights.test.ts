import { expect, test } from 'vitest'
import type { MatchModel } from '../../../../rules/matching/match-model.ts'
import { estimateWeights } from '../../../../rules/matching/training/estimate-weights.ts'
import { plantedModel, plantedPairs, plantedPatterns } from './planted-pairs.ts'

const m = [0.9, 0.9, 0.8, 0.8]
const u = [0.01, 0.02, 0.03, 0.04]
const pairs = plantedPairs(400, m, u)
const nothing = plantedPatterns(4, [])
const sameOf = ({ match }: ReturnType<typeof estimateWeights>, field: number) => match.shares[field]?.[1] as number

test('pairs a person calls the same are matches, though the patterns alone speak against', () => {
  const alone = estimateWeights(plantedModel(4), pairs)
  const told = estimateWeights(plantedModel(4), {
    ...pairs,
    labelled: { match: plantedPatterns(4, [{ pairCount: 100, agreements: [0, 0, 0, 1] }]), unmatched: nothing },
  })

  expect(sameOf(alone, 0)).toBeCloseTo(0.9, 1)
  expect(sameOf(told, 0)).toBeLessThan(0.76)
  expect(told.match.pairCount - alone.match.pairCount).toBeGreaterThan(95)
})

test('pairs a person calls different are none of the matches, whatever they agree on', () => {
  const agreeing = plantedPatterns(4, [{ pairCount: 100, agreements: [1, 1, 1, 1] }])
  const alone = estimateWeights(plantedModel(4), { ...pairs, candidates: joined(pairs.candidates, agreeing) })
  const told = estimateWeights(plantedModel(4), { ...pairs, labelled: { match: nothing, unmatched: agreeing } })

  expect(alone.match.pairCount).toBeGreaterThan(480)
  expect(told.match.pairCount).toBeLessThan(420)
})

test('what is different by a person’s word teaches the relation it looks like', () => {
  const flatmates: MatchModel['relations'] = [{ name: 'flatmates', matesPerRecord: 0.01, comparisons: [] }]
  const alone = estimateWeights(plantedModel(4, flatmates), pairs)
  const told = estimateWeights(plantedModel(4, flatmates), {
    ...pairs,
    labelled: { match: nothing, unmatched: plantedPatterns(4, [{ pairCount: 100, agreements: [0, 1, 1, 1] }]) },
  })

  expect(told.relations[0]?.pairCount).toBeGreaterThan((alone.relations[0]?.pairCount as number) + 50)
})

test('a level declared impossible for matches stays so, however many pairs are at it', () => {
  const model = plantedModel(4)
  const ruledOut = {
    ...model,
    comparisons: model.comparisons.map((comparison, field) =>
      field === 0
        ? {
            ...comparison,
            levels: comparison.levels.map((level) => (level.name === 'otherwise' ? { ...level, m: 1e-12 } : level)),
          }
        : comparison,
    ),
  }
  const { match } = estimateWeights(ruledOut, pairs)

  expect(match.shares[0]?.[2]).toBe(1e-12)
  expect(match.pairCount).toBeLessThan(400)
})

/** The pairs of both; patterns may come twice. */
function joined(one: typeof nothing, other: typeof nothing): typeof nothing {
  return {
    comparisonCount: one.comparisonCount,
    levels: Uint8Array.from([...one.levels, ...other.levels]),
    counted: Uint32Array.from([...one.counted, ...other.counted]),
    logU: Float64Array.from([...one.logU, ...other.logU]),
    unseen: Uint32Array.from([...one.unseen, ...other.unseen]),
    counts: Float64Array.from([...one.counts, ...other.counts]),
  }
}
