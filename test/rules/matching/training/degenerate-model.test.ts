import { expect, test } from 'vitest'
import type { MatchModel } from '../../../../rules/matching/match-model.ts'
import { degenerateReasons } from '../../../../rules/matching/training/degenerate-model.ts'
import { estimateWeights } from '../../../../rules/matching/training/estimate-weights.ts'
import { plantedModel, plantedPairs, type Agreements } from './planted-pairs.ts'

const m = [0.9, 0.9, 0.8, 0.8]
const u = [0.01, 0.02, 0.03, 0.04]
const flatmates: MatchModel['relations'] = [
  {
    name: 'flatmates',
    matesPerRecord: 0.2,
    comparisons: [{ name: 'field 0', isTrained: false, levels: { 'the same': 0.05, otherwise: 0.95 } }],
  },
]

const records = { recordCount: 1_000, recordsPerEntity: 1 }

function learnt(matchCount: number, agreeing: Agreements, relations: MatchModel['relations'] = []) {
  const model = plantedModel(4, relations)

  return { model, estimate: estimateWeights(model, plantedPairs(matchCount, agreeing, u)) }
}

test('what was learnt from plain matches is not degenerate, with and without relations', () => {
  for (const relations of [[], flatmates]) {
    const { model, estimate } = learnt(400, m, relations)

    expect(degenerateReasons(model, estimate, records)).toEqual([])
  }
})

test('a handful of matches is too few, and nothing else is said of them', () => {
  const { model, estimate } = learnt(400, m)
  const few = { ...estimate, match: { ...estimate.match, pairCount: 7.9 }, hasConverged: false }

  expect(degenerateReasons(model, few, records)).toEqual([
    '7 pairs are expected to be the same, too few to learn from (at least 20)',
  ])
})

test('an estimate that has not settled is refused', () => {
  const { model, estimate } = learnt(400, m)

  expect(degenerateReasons(model, { ...estimate, hasConverged: false, iterations: 100 }, records)).toEqual([
    'the estimates had not settled after 100 rounds',
  ])
})

test.each([
  ['half of the records', { recordCount: 40, recordsPerEntity: 9 }, 20],
  ['a block', { recordCount: 1_000, recordsPerEntity: 90 }, 100],
  ['ten times what the model expects', { recordCount: 1_000, recordsPerEntity: 1 }, 5],
  ['ten times what values repeat', { recordCount: 1_000, recordsPerEntity: 2.5 }, 15],
])('a record with more mates than %s is not credible', (_, population, allowed) => {
  const { model, estimate } = learnt(400, m)
  const reasonsWith = (mates: number) =>
    degenerateReasons(
      model,
      { ...estimate, match: { ...estimate.match, pairCount: (mates * population.recordCount) / 2 } },
      population,
    )

  expect(reasonsWith(allowed)).toEqual([])
  expect(reasonsWith(allowed + 1)).toEqual([
    `a record is expected to have ${allowed + 1} others of its entity, where ${allowed} at most are credible by what the records repeat`,
  ])
})

test('a class of matches that agrees no oftener than strangers do is refused', () => {
  const { model, estimate } = learnt(400, m)
  const blurred = { ...estimate, match: { ...estimate.match, shares: estimate.u } }

  expect(degenerateReasons(model, blurred, records)).toEqual([
    'no comparison tells records of one entity from others: m and u are equal',
  ])
})

test('one comparison that tells is enough', () => {
  const { model, estimate } = learnt(400, m)
  const shares = estimate.u.map((row, comparison) => (comparison === 2 ? (estimate.match.shares[2] ?? row) : row))

  expect(degenerateReasons(model, { ...estimate, match: { ...estimate.match, shares } }, records)).toEqual([])
})

test('a relation that a typical match looks more like is named', () => {
  const { model, estimate } = learnt(400, m, flatmates)
  const swallowing = { ...estimate, relations: [{ pairCount: 900.4, shares: estimate.match.shares }] }

  expect(degenerateReasons(model, swallowing, records)).toEqual([
    `the relation "flatmates" explains the pairs better than being the same (900 pairs against ${Math.round(estimate.match.pairCount)})`,
  ])
})
