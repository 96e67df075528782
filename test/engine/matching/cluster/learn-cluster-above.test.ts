import { expect, test } from 'vitest'
import { learnClusterAbove } from '../../../../engine/matching/cluster/learn-cluster-above.ts'
import { weightOfProbability } from '../../../../rules/matching/match-weight.ts'

/** Entities of three records, the first linked with the other two by so many bits; answers what is learnt of their third pair. */
function learn(entityCount: number, thirdWeight: (entity: number) => number, linkWeight = 12, systems?: Int32Array) {
  const first = Array.from({ length: entityCount }, (_, entity) => [3 * entity, 3 * entity]).flat()
  const learnt = learnClusterAbove(
    {
      left: Int32Array.from(first),
      right: Int32Array.from(first, (record, link) => record + 1 + (link % 2)),
      weight: new Float64Array(first.length).fill(linkWeight),
    },
    3 * entityCount,
    (left, right) => (right === left + 1 && left % 3 === 1 ? thirdWeight((left - 1) / 3) : NaN),
    systems,
  )

  return learnt === undefined ? undefined : weightOfProbability(learnt)
}

test.each([
  ['2 in 100 third pairs are light', (entity: number) => (entity % 50 === 0 ? -5 : 9), -5],
  ['only 1 in 200 is light', (entity: number) => (entity % 200 === 0 ? -5 : -2), -2],
  ['all are heavy: kept at odds of 1 to 2', () => 9, -1],
  ['many are very light: kept at odds of 1 to 128', (entity: number) => (entity % 9 === 0 ? -40 : 9), -7],
])('learns from certain links how light a pair of one entity is: %s', (_, thirdWeight, expected) => {
  expect(learn(1000, thirdWeight)).toBeCloseTo(expected)
})

test('learns the same from a sample of many', () => {
  expect(learn(50_000, (entity) => (entity % 50 === 0 ? -5 : 9))).toBeCloseTo(-5)
})

test('learns nothing where few links meet, or none that is certain', () => {
  expect(learn(200, () => -5)).toBeUndefined()
  expect(learn(1000, () => -5, 8)).toBeUndefined()
})

test('learns nothing from two records of a system that is not compared with itself', () => {
  const systems = Int32Array.from({ length: 3000 }, (_, record) => Math.min(1, record % 3))

  expect(learn(1000, () => -5, 12, systems)).toBeUndefined()
  expect(
    learn(
      1000,
      () => -5,
      12,
      new Int32Array(3000).map((_, record) => record),
    ),
  ).toBeCloseTo(-5)
})
