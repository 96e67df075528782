import { expect, test } from 'vitest'
import { evaluateBlocking } from '../../../../engine/matching/evaluate/evaluate-blocking.ts'
import { evaluateClusters } from '../../../../engine/matching/evaluate/evaluate-clusters.ts'
import { precisionRecall } from '../../../../engine/matching/evaluate/precision-recall.ts'
import { measuredText } from '../../../../engine/matching/evaluate/quality.ts'
import { pairTruth, type Truth } from '../../../../engine/matching/evaluate/truth.ts'

test('gives the measures of the example of Bagga and Baldwin', () => {
  // 1-5, 6-7, 8-C: the response joins the two larger true clusters into one.
  const truth: Truth = { form: 'clusters', clusterOf: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2) }
  const response = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
  const { bCubed, precision, recall } = evaluateClusters(response, truth)

  expect(bCubed.precision).toBeCloseTo(7 / 12, 12)
  expect(bCubed.recall).toBe(1)
  expect(precision).toBeCloseTo(21 / 46, 12)
  expect(recall).toBe(1)
})

test('does not say zero of what was not measured', () => {
  const nothingTrue: Truth = { form: 'clusters', clusterOf: Int32Array.of(0, 1, 2) }
  const nothingFound = Int32Array.of(0, 1, 2)
  const quality = evaluateClusters(nothingFound, nothingTrue)

  expect(quality).toMatchObject({ precision: undefined, recall: undefined, f1: undefined, truePairs: 0 })
  expect(evaluateBlocking(nothingTrue, () => true).candidateRecall).toBeUndefined()
  expect([quality.recall, 0, 0.98765].map(measuredText)).toEqual(['not measured', '0.0000', '0.9877'])
})

test('counts what was found nowhere as missed, not as unmeasured', () => {
  const truth = pairTruth([0], [1], 3)

  expect(evaluateClusters(Int32Array.of(0, 1, 2), truth)).toMatchObject({ precision: undefined, recall: 0, f1: 0 })
})

test('counts only pairs across systems where each system is free of duplicates', () => {
  const truth = pairTruth([0, 1], [2, 3], 4)
  const joined = evaluateClusters(Int32Array.of(0, 0, 0, 3), truth, [0, 0, 1, 1])

  expect(joined).toMatchObject({ truePairs: 2, foundPairs: 2, rightPairs: 1, precision: 0.5, recall: 0.5 })
})

test('a curve of many links has a bounded number of points and ends at the weakest', () => {
  const count = 5_000
  const left = Int32Array.from({ length: count }, (_, link) => 2 * link)
  const links = {
    left,
    right: left.map((record) => record + 1),
    weight: Float64Array.from({ length: count }, (_, link) => count - link),
  }
  const points = precisionRecall(links, pairTruth([...left], [...links.right], 2 * count))

  expect(points.length).toBe(1_000)
  expect(points.at(-1)).toMatchObject({ weight: 1, precision: 1, recall: 1 })
})
