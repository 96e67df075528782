import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateBlocking } from '../../../../engine/matching/evaluate/evaluate-blocking.ts'
import { evaluateClusters } from '../../../../engine/matching/evaluate/evaluate-clusters.ts'
import { evaluateLinks } from '../../../../engine/matching/evaluate/evaluate-links.ts'
import { precisionRecall } from '../../../../engine/matching/evaluate/precision-recall.ts'
import { visitTruePairs } from '../../../../engine/matching/evaluate/visit-true-pairs.ts'
import { allPairs, cases, definition, type Case, type Pair } from './random-truth.ts'

/** Counts by the definition: every pair is looked at. */
function countAll(given: Case, isFound: (pair: Pair) => boolean) {
  const { counts, isTrue } = definition(given)
  const counted = allPairs(given.count).filter(counts)

  return {
    truePairs: counted.filter(isTrue).length,
    foundPairs: counted.filter(isFound).length,
    rightPairs: counted.filter((pair) => isFound(pair) && isTrue(pair)).length,
  }
}

/** B-cubed by the definition: the share of each record's mates, itself counted, that are right. */
function bCubedOf(given: Case) {
  const { counts, isTrue } = definition(given)
  const records = Array.from({ length: given.count }, (_, record) => record).filter(
    (record) => given.truth.form === 'pairs' || given.truth.clusterOf[record] !== -1,
  )
  const shares = records.map((record) => {
    const others = records.filter((other) => other !== record && counts([record, other]))
    const found = others.filter((other) => given.clusterOf[other] === given.clusterOf[record])
    const inTruth = others.filter((other) => isTrue([record, other]))
    const right = found.filter((other) => inTruth.includes(other)).length + 1

    return { precision: right / (found.length + 1), recall: right / (inTruth.length + 1) }
  })
  const mean = (of: 'precision' | 'recall') => shares.reduce((sum, share) => sum + share[of], 0) / shares.length

  return shares.length === 0 ? undefined : { precision: mean('precision'), recall: mean('recall') }
}

test('clusters are measured as by looking at every pair', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const found = evaluateClusters(given.clusterOf, given.truth, given.systemOf)
      const bCubed = bCubedOf(given)

      expect(found).toMatchObject(countAll(given, ([left, right]) => given.clusterOf[left] === given.clusterOf[right]))
      if (bCubed === undefined) expect(found.bCubed).toEqual({ precision: undefined, recall: undefined, f1: undefined })
      else {
        expect(found.bCubed.precision).toBeCloseTo(bCubed.precision, 12)
        expect(found.bCubed.recall).toBeCloseTo(bCubed.recall, 12)
      }
    }),
  )
})

const linkedCases = cases.chain((given) =>
  fc.record({ given: fc.constant(given), links: fc.subarray([...allPairs(given.count)]) }),
)

test('links are measured as by looking at every pair', () => {
  fc.assert(
    fc.property(linkedCases, ({ given, links }) => {
      const found = {
        left: Int32Array.from(links, ([left]) => left),
        right: Int32Array.from(links, ([, right]) => right),
      }

      expect(evaluateLinks(found, given.truth, given.systemOf)).toMatchObject(
        countAll(given, (pair) => links.some(([left, right]) => left === pair[0] && right === pair[1])),
      )
    }),
  )
})

test('every point of the curve is what the links from its weight on are worth', () => {
  fc.assert(
    fc.property(linkedCases, ({ given, links }) => {
      // Five weights, so that links share one.
      const weighed = links.map(([left, right]) => ({ left, right, weight: ((left * 7 + right * 3) % 5) - 2 }))
      const columns = (rows: typeof weighed) => ({
        left: Int32Array.from(rows, ({ left }) => left),
        right: Int32Array.from(rows, ({ right }) => right),
        weight: Float64Array.from(rows, ({ weight }) => weight),
      })

      for (const point of precisionRecall(columns(weighed), given.truth, given.systemOf))
        expect(point).toMatchObject(
          evaluateLinks(columns(weighed.filter(({ weight }) => weight >= point.weight)), given.truth, given.systemOf),
        )
    }),
  )
})

test('candidate recall is the share of the true pairs that are candidates', () => {
  fc.assert(
    fc.property(linkedCases, ({ given, links }) => {
      const { counts, isTrue } = definition(given)
      const isCandidate = (left: number, right: number) => links.some(([one, other]) => one === left && other === right)
      const inTruth = allPairs(given.count).filter((pair) => counts(pair) && isTrue(pair))
      const { candidateRecall, isSample } = evaluateBlocking(given.truth, isCandidate, given.systemOf)

      expect(isSample).toBe(false)
      expect(candidateRecall).toEqual(
        inTruth.length === 0
          ? undefined
          : inTruth.filter(([left, right]) => isCandidate(left, right)).length / inTruth.length,
      )
    }),
  )
})

test('true pairs are each visited once, and of too many so many different ones are drawn', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 8 }), (given, pairsMax) => {
      const { counts, isTrue } = definition(given)
      const inTruth = allPairs(given.count).filter((pair) => isTrue(pair) && definitionKnows(given, pair))
      const seen: string[] = []
      const { isSample, visited } = visitTruePairs(given.truth, given.systemOf, pairsMax, (left, right) => {
        expect(counts([left, right]) && isTrue([left, right]) && left < right).toBe(true)
        seen.push(`${left} ${right}`)
      })

      expect(new Set(seen).size).toBe(seen.length)
      expect(visited).toBe(seen.length)
      expect(isSample).toBe(inTruth.length > pairsMax)
      if (given.systemOf === undefined) expect(seen.length).toBe(Math.min(inTruth.length, pairsMax))
      else if (!isSample) expect(seen.length).toBe(inTruth.filter(counts).length)
    }),
  )
})

function definitionKnows({ truth }: Case, [left, right]: Pair): boolean {
  return truth.form === 'pairs' || (truth.clusterOf[left] !== -1 && truth.clusterOf[right] !== -1)
}
