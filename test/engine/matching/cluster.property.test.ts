import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cluster } from '../../../engine/matching/cluster.ts'

const RECORDS = 12
const record = fc.integer({ min: 0, max: RECORDS - 1 })
const pair = fc.tuple(record, record).filter(([left, right]) => left !== right)
const pairs = fc.array(pair, { maxLength: 20 })

const columns = (links: readonly (readonly [number, number])[]) => ({
  left: Int32Array.from(links, ([left]) => left),
  right: Int32Array.from(links, ([, right]) => right),
})
const free = { different: [], exclusive: [] }

/** The lowest record reachable over the links, found by walking. */
function naiveClusters(links: readonly (readonly [number, number])[]): number[] {
  return Array.from({ length: RECORDS }, (_, start) => {
    const seen = new Set([start])

    for (const at of seen) {
      for (const [left, right] of links) {
        if (left === at) seen.add(right)
        if (right === at) seen.add(left)
      }
    }

    return Math.min(...seen)
  })
}

test('clusters are what a walk over the links reaches', () => {
  fc.assert(
    fc.property(pairs, (links) => {
      expect([...cluster(RECORDS, columns(links), free).clusterOf]).toEqual(naiveClusters(links))
    }),
  )
})

test('the order of the links does not change the clusters', () => {
  const shuffles = pairs.chain((links) =>
    fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length })),
  )

  fc.assert(
    fc.property(shuffles, ([links, shuffled]) => {
      expect(cluster(RECORDS, columns(shuffled), free).clusterOf).toEqual(
        cluster(RECORDS, columns(links), free).clusterOf,
      )
    }),
  )
})

test('a person’s "different" always separates, and a refused link says so', () => {
  fc.assert(
    fc.property(pairs, pairs, fc.nat(20), (links, different, assertedCount) => {
      const { clusterOf, separatedBy } = cluster(RECORDS, columns(links), { different, exclusive: [] }, assertedCount)

      for (const [left, right] of different) expect(clusterOf[left]).not.toBe(clusterOf[right])
      links.forEach(([left, right], link) => {
        expect(separatedBy[link] === -1).toBe(clusterOf[left] === clusterOf[right])
      })
    }),
  )
})

test('no cluster holds two values of an exclusive identifier within one scope', () => {
  const codes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: RECORDS, maxLength: RECORDS })

  fc.assert(
    fc.property(pairs, codes, codes, (links, valueCodes, scopeCodes) => {
      const values = Int32Array.from(valueCodes)
      const scopes = Int32Array.from(scopeCodes)
      const { clusterOf } = cluster(RECORDS, columns(links), { different: [], exclusive: [{ values, scopes }] })

      for (let left = 0; left < RECORDS; left += 1) {
        for (let right = 0; right < left; right += 1) {
          const isTogether = clusterOf[left] === clusterOf[right]
          const excludes =
            values[left] !== 0 &&
            values[right] !== 0 &&
            values[left] !== values[right] &&
            scopes[left] === scopes[right]

          expect(isTogether && excludes).toBe(false)
        }
      }
    }),
  )
})

test('a person’s "same" outranks an exclusive identifier', () => {
  const exclusive = [{ values: Int32Array.of(1, 2) }]

  expect(cluster(2, columns([[0, 1]]), { different: [], exclusive }, 1).clusterOf[1]).toBe(0)
  expect(cluster(2, columns([[0, 1]]), { different: [], exclusive }, 0).separatedBy[0]).toBe(1)
})
