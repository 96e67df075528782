import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClusterTask } from '../../../../engine/matching/cluster/cluster-task.ts'
import { cluster } from '../../../../engine/matching/cluster/cluster.ts'
import { pairWords } from '../../../../rules/matching/pair-word.ts'
import { wordsThatHold } from '../../../../rules/matching/words-that-hold.ts'
import { excludes } from '../../../../engine/matching/cluster/separation.ts'
import { linkMin, pairKey, taskOf, type Scene } from './cluster-scene.ts'

const RECORDS = 9
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
const scenes: fc.Arbitrary<Scene> = fc.record({
  recordCount: fc.constant(RECORDS),
  weights,
  same: pairs,
  different: pairs,
  exclusive: fc.oneof(fc.constant([]), exclusive),
})

const isTogether = (clusterOf: Int32Array, [one, other]: readonly [number, number]) =>
  clusterOf[one] === clusterOf[other]

/** Every pair of records that share a cluster. */
function* together(clusterOf: Int32Array): Generator<readonly [number, number]> {
  for (let left = 0; left < clusterOf.length; left += 1)
    for (let right = left + 1; right < clusterOf.length; right += 1)
      if (clusterOf[left] === clusterOf[right]) yield [left, right]
}

/** The lowest record reachable over the links, found by walking. */
function reachable({ recordCount, links: { left, right } }: ClusterTask): number[] {
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

test('where nothing speaks against it, clusters are what a walk over the links reaches', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const task = { ...taskOf({ ...scene, different: [], exclusive: [] }), weigh: () => 0 }

      expect([...cluster(task).clusterOf]).toEqual(reachable(task))
    }),
  )
})

test('the order of equal links does not change the clusters', () => {
  fc.assert(
    fc.property(scenes, fc.infiniteStream(fc.nat()), (scene, random) => {
      const shuffled = taskOf(scene, (values) =>
        values
          .map((value) => ({ value, at: random.next().value }))
          .toSorted((one, other) => one.at - other.at)
          .map(({ value }) => value),
      )

      expect(cluster(shuffled).clusterOf).toEqual(cluster(taskOf(scene)).clusterOf)
    }),
  )
})

test('the numbers of the records do not change the clusters: no tie is settled by who comes first', () => {
  const order = fc.shuffledSubarray(
    Array.from({ length: RECORDS }, (_, at) => at),
    { minLength: RECORDS },
  )

  fc.assert(
    fc.property(scenes, order, (scene, renamed) => {
      const rename = (at: number) => renamed[at] as number
      const renamePair = ([one, other]: readonly [number, number]) => [rename(one), rename(other)] as const
      const moved = (values: Int32Array) => values.map((_, at) => values[renamed.indexOf(at)] as number)
      const other: Scene = {
        ...scene,
        weights: new Map(
          [...scene.weights].map(([key, weight]) => {
            const [left, right] = key.split('-').map(Number) as [number, number]

            return [pairKey(rename(left), rename(right)), weight]
          }),
        ),
        same: scene.same.map(renamePair),
        different: scene.different.map(renamePair),
        exclusive: scene.exclusive.map(({ reason, values, scopes }) => ({
          reason,
          values: moved(values),
          scopes: scopes && moved(scopes),
        })),
      }
      const found = [...together(cluster(taskOf(scene)).clusterOf)].map((ends) => pairKey(...renamePair(ends)))

      expect(new Set(found)).toEqual(
        new Set([...together(cluster(taskOf(other)).clusterOf)].map((ends) => pairKey(...ends))),
      )
    }),
  )
})

test('a repair changes only its component', () => {
  fc.assert(
    fc.property(scenes, scenes, (scene, neighbour) => {
      const moved = ([one, other]: readonly [number, number]) => [one + RECORDS, other + RECORDS] as const
      const both: Scene = {
        recordCount: 2 * RECORDS,
        weights: new Map([
          ...scene.weights,
          ...[...neighbour.weights].map(([key, weight]) => {
            const [left, right] = moved(key.split('-').map(Number) as [number, number])

            return [pairKey(left, right), weight] as const
          }),
        ]),
        same: [...scene.same, ...neighbour.same.map(moved)],
        different: [...scene.different, ...neighbour.different.map(moved)],
        exclusive: scene.exclusive.map(({ reason, values, scopes }) => ({
          reason,
          values: Int32Array.of(...values, ...values),
          scopes: scopes && Int32Array.of(...scopes, ...scopes),
        })),
      }

      expect(cluster(taskOf(both)).clusterOf.subarray(0, RECORDS)).toEqual(cluster(taskOf(scene)).clusterOf)
    }),
  )
})

test('no cluster holds what a person called different, or two values of an exclusive identifier', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { clusterOf } = cluster(taskOf({ ...scene, same: [] }))

      for (const ends of scene.different) expect(isTogether(clusterOf, ends)).toBe(false)
      for (const ends of together(clusterOf)) expect(excludes(scene.exclusive, ...ends)).toBe(false)
    }),
  )
})

test('what a person called the same is together, whatever rules and weights say', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { clusterOf } = cluster(taskOf({ ...scene, different: [] }))

      for (const ends of scene.same) expect(isTogether(clusterOf, ends)).toBe(true)
    }),
  )
})

/** Words of persons of which the last give way where they contradict those before: what matching is given, see words-that-hold.ts. */
function held({ same, different }: Pick<Scene, 'same' | 'different'>): Pick<Scene, 'same' | 'different'> {
  const said = [
    ...same.map((ends) => ['same', ends] as const),
    ...different.map((ends) => ['different', ends] as const),
  ]
  const { holding } = wordsThatHold(
    pairWords(
      said.map(([verdict, [one, other]], id) => ({
        ...{ id, verdict, actor: 'jana', settles: false },
        ...{ left: Math.min(one, other), right: Math.max(one, other) },
      })),
    ),
  )
  const endsOf = (verdict: string) =>
    holding.filter((word) => word.verdict === verdict).map(({ left, right }) => [left, right] as const)

  return { same: endsOf('same'), different: endsOf('different') }
}

/** No two pairs weigh the same, and nothing but persons speaks against a link. */
function linksAlone(scene: Scene): Scene {
  const weights = new Map([...scene.weights].map(([key, weight], at) => [key, weight + at / 100] as const))

  return { ...scene, ...held(scene), weights, exclusive: [] }
}

test('"different" separates whole clusters, "same" always holds, and only links that no person asserted give way', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const words = held(scene)
      const task = taskOf({ ...scene, ...words })
      const { clusterOf, separatedBy } = cluster(task)

      for (const ends of words.different) expect(isTogether(clusterOf, ends)).toBe(false)
      for (const ends of words.same) expect(isTogether(clusterOf, ends)).toBe(true)
      for (let link = 0; link < task.assertedCount; link += 1) expect(separatedBy[link]).toBe(-1)
    }),
  )
})

test('the link that gives way is the weakest between the two that a person called different', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const alone = linksAlone(scene)
      const task = { ...taskOf(alone), weigh: () => 0, averageMin: -Infinity }
      const { clusterOf, separatedBy } = cluster(task)
      const { left, right, weight } = task.links
      const endsOf = (link: number) => [left[link] as number, right[link] as number] as const
      const isApartByWord = ([one, other]: readonly [number, number]) =>
        alone.different.some(
          (ends) =>
            (isTogether(clusterOf, [ends[0], one]) && isTogether(clusterOf, [ends[1], other])) ||
            (isTogether(clusterOf, [ends[0], other]) && isTogether(clusterOf, [ends[1], one])),
        )

      separatedBy.forEach((reason, lost) => {
        if (reason === -1) return
        // The clusters it does not join hold records that are called different, and without weaker links they still would.
        const stronger = [...left.keys()].filter((link) => separatedBy[link] === -1 && isStronger(task, link, lost))
        const reached = reachable({
          ...task,
          links: {
            left: left.filter((_, at) => stronger.includes(at)),
            right: right.filter((_, at) => stronger.includes(at)),
            weight,
          },
        })
        const [one, other] = endsOf(lost)
        const isWitness = ([first, second]: readonly [number, number]) =>
          (reached[first] === reached[one] && reached[second] === reached[other]) ||
          (reached[first] === reached[other] && reached[second] === reached[one])

        expect(isApartByWord(endsOf(lost))).toBe(true)
        expect(alone.different.some(isWitness)).toBe(true)
      })
    }),
  )
})

/** Asserted links before all others. */
function isStronger({ links: { weight }, assertedCount }: ClusterTask, link: number, than: number): boolean {
  return link < assertedCount || (weight[link] as number) > (weight[than] as number)
}

test('what a person called different is apart, even against another’s "same"', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { clusterOf } = cluster(taskOf(scene))

      for (const ends of scene.different) expect(isTogether(clusterOf, ends)).toBe(false)
    }),
  )
})

test('a link has a reason exactly when its records are apart', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const task = taskOf(scene)
      const { clusterOf, separatedBy } = cluster(task)

      separatedBy.forEach((reason, link) => {
        expect(reason === -1).toBe(
          isTogether(clusterOf, [task.links.left[link] as number, task.links.right[link] as number]),
        )
      })
    }),
  )
})

test('large components are judged by a sample that no order of the links changes', () => {
  const size = 20
  const all = Array.from({ length: size }, (_, left) =>
    Array.from({ length: size - left - 1 }, (__, at) => [left, left + at + 1] as const),
  ).flat()
  // Few links, all equal, among weights of which the average is near the least that is allowed.
  const pairWeights = fc.array(fc.constantFrom(5, 2, 2, -10, -13), {
    minLength: all.length,
    maxLength: all.length,
  })

  fc.assert(
    fc.property(pairWeights, (weightOf) => {
      const scene: Scene = {
        recordCount: size,
        weights: new Map(all.map((ends, at) => [pairKey(...ends), weightOf[at] as number])),
        same: [],
        different: [],
        exclusive: [],
      }
      const reversed = cluster(taskOf(scene, (values) => values.toReversed()))

      expect(reversed.clusterOf).toEqual(cluster(taskOf(scene)).clusterOf)
    }),
    { numRuns: 200 },
  )
})
