import type { Score } from './score-of.ts'
import { scoreOf } from './score-of.ts'

/** Compares two ways of putting records into clusters, by the pairs each of them joins. */
export function pairwiseScore(truth: readonly (readonly string[])[], found: readonly (readonly string[])[]): Score {
  const trueCluster = new Map(truth.flatMap((cluster, index) => cluster.map((record) => [record, index] as const)))
  let common = 0

  for (const cluster of found) {
    const sizes = new Map<number, number>()

    for (const record of cluster) {
      const index = trueCluster.get(record)

      if (index !== undefined) sizes.set(index, (sizes.get(index) ?? 0) + 1)
    }
    for (const size of sizes.values()) common += pairsIn(size)
  }
  return scoreOf({ planted: sumOfPairs(truth), found: sumOfPairs(found), common })
}

const pairsIn = (size: number) => (size * (size - 1)) / 2

const sumOfPairs = (clusters: readonly (readonly string[])[]) =>
  clusters.reduce((sum, { length }) => sum + pairsIn(length), 0)
