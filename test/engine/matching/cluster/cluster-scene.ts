import type { ClusterTask } from '../../../../engine/matching/cluster/cluster-task.ts'
import type { ClusterConstraints } from '../../../../engine/matching/cluster/separation.ts'

/** From here on a pair is a link. */
export const linkMin = 3

/** All pairs of some records with their weights, and what is said of them. */
export interface Scene {
  readonly recordCount: number
  /** By left and right record, the lower one first. */
  readonly weights: ReadonlyMap<string, number>
  readonly same: readonly (readonly [number, number])[]
  readonly different: readonly (readonly [number, number])[]
  readonly exclusive: ClusterConstraints['exclusive']
}

/** Pairs without a weight of their own have nothing in common. */
export const strangersWeight = -20

export function weightIn({ weights }: Scene, one: number, other: number): number {
  return weights.get(pairKey(one, other)) ?? strangersWeight
}

export function pairKey(one: number, other: number): string {
  return `${Math.min(one, other)}-${Math.max(one, other)}`
}

const endsOf = (key: string) => key.split('-').map(Number) as [number, number]

/** The order in which a match hands over equal links. */
function byRecords(one: string, other: string): number {
  const [left, right] = endsOf(one)
  const [otherLeft, otherRight] = endsOf(other)

  return left - otherLeft || right - otherRight
}

/** The links of a scene in the order clustering asks for; equals by record, or in the order of `shuffle`. */
export function taskOf(
  scene: Scene,
  shuffle: <Value>(values: readonly Value[]) => readonly Value[] = (values) => values,
): ClusterTask {
  const asserted = [...new Set(scene.same.map(([one, other]) => pairKey(one, other)))].toSorted(byRecords)
  const strong = [...scene.weights.keys()]
    .filter((key) => (scene.weights.get(key) as number) >= linkMin && !asserted.includes(key))
    .toSorted(byRecords)
  const keys = [
    ...shuffle(asserted),
    ...shuffle(strong).toSorted(
      (one, other) => (scene.weights.get(other) as number) - (scene.weights.get(one) as number),
    ),
  ]
  const ends = keys.map(endsOf)

  return {
    recordCount: scene.recordCount,
    links: {
      left: Int32Array.from(ends, ([left]) => left),
      right: Int32Array.from(ends, ([, right]) => right),
      weight: Float64Array.from(ends, ([left, right]) => weightIn(scene, left, right)),
    },
    assertedCount: asserted.length,
    constraints: { different: scene.different, exclusive: scene.exclusive },
    weigh: (left, right) => weightIn(scene, left, right),
    averageMin: -7,
  }
}
