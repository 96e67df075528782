import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cluster } from '../../../../engine/matching/cluster/cluster.ts'
import { excludes } from '../../../../engine/matching/cluster/separation.ts'
import { pairKey, taskOf, type Scene } from './cluster-scene.ts'
import { isTogether, reachable, RECORDS, scenes, together } from './random-scenes.ts'

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
