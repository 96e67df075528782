import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClusterTask } from '../../../../engine/matching/cluster/cluster-task.ts'
import { cluster } from '../../../../engine/matching/cluster/cluster.ts'
import { pairWords } from '../../../../rules/matching/pair-word.ts'
import { wordsThatHold } from '../../../../rules/matching/words-that-hold.ts'
import { taskOf, type Scene } from './cluster-scene.ts'
import { isTogether, reachable, scenes } from './random-scenes.ts'

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
