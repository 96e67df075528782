import fc from 'fast-check'
import type { ClusterTask } from '../../../../engine/matching/cluster/cluster-task.ts'
import { linkMin, pairKey, type Scene } from './cluster-scene.ts'

export const RECORDS = 9
const record = fc.integer({ min: 0, max: RECORDS - 1 })
const pair = fc.tuple(record, record).filter(([left, right]) => left !== right)
const pairs = fc.array(pair, { maxLength: 4 })
const codes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: RECORDS, maxLength: RECORDS })
/** Few different weights, so that ties are common. */
const weights = fc
  .dictionary(
    pair.map(([one, other]) => pairKey(one, other)),
    fc.constantFrom(-30, -12, 0, linkMin, 5, 5, 5, 12),
    { maxKeys: 24, noNullPrototype: true },
  )
  .map((known) => new Map(Object.entries(known)))
const exclusive = fc
  .tuple(codes, codes)
  .map(([values, scopes]) => [{ reason: 'two', values: Int32Array.from(values), scopes: Int32Array.from(scopes) }])
export const scenes: fc.Arbitrary<Scene> = fc.record({
  recordCount: fc.constant(RECORDS),
  weights,
  same: pairs,
  different: pairs,
  exclusive: fc.oneof(fc.constant([]), exclusive),
})

export const isTogether = (clusterOf: Int32Array, [one, other]: readonly [number, number]) =>
  clusterOf[one] === clusterOf[other]

/** Every pair of records that share a cluster. */
export function* together(clusterOf: Int32Array): Generator<readonly [number, number]> {
  for (let left = 0; left < clusterOf.length; left += 1)
    for (let right = left + 1; right < clusterOf.length; right += 1)
      if (clusterOf[left] === clusterOf[right]) yield [left, right]
}

/** The lowest record reachable over the links, found by walking. */
export function reachable({ recordCount, links: { left, right } }: ClusterTask): number[] {
  return Array.from({ length: recordCount }, (_, start) => {
    const seen = new Set([start])

    for (const at of seen) {
      left.forEach((one, link) => {
        if (one === at) seen.add(right[link] as number)
        if (right[link] === at) seen.add(one)
      })
    }

    return Math.min(...seen)
  })
}
