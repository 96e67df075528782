import { averageWeights } from './average-weight.ts'
import type { ClusterTask } from './cluster-task.ts'
import { joinEqual, type Edge } from './join-equal.ts'
import { partsOf, type Part, type Parts } from './part.ts'
import { joinsDifferentCode, reasonCodes, tieCode, weakCode, type Rivals } from './separation.ts'

/** Records that hang together, and the links between them: positions in `ClusterTask.links`, in their order. */
export interface Component {
  readonly records: readonly number[]
  readonly links: readonly number[]
}

interface Repaired {
  readonly clusters: readonly (readonly number[])[]
  /** Per link of the component. */
  readonly separatedBy: readonly number[]
}

/** Weights nearer to each other than this, in bits, are equal: sums of the same parts in another order. */
const TIE_GRAIN = 2 ** -20

/**
 * Builds the clusters of a component anew. Links are taken strongest first; one joins two clusters when nothing holds them
 * apart and their pairs, linked or not, are heavy enough on average (Kruskal's order, tested by the average linkage of
 * Sokal and Michener 1958). So one link cannot bring two households together, and one disagreement cannot part a cluster.
 */
export function repairComponent({ records, links }: Component, task: ClusterTask, rivals: Rivals): Repaired {
  const { constraints, assertedCount, averageMin } = task
  const parts = partsOf(records, constraints.exclusive, rivals)
  const average = averageWeights(weigherOf(links, task))

  for (const equals of equalLinks(links, task)) {
    const isAsserted = (equals[0] as number) < assertedCount
    const tie = isAsserted ? reasonCodes.different : tieCode(constraints)

    joinEqual(edgesOf(equals, task, parts), { parts, isAsserted, average, averageMin, tie })
  }

  return {
    clusters: Array.from(parts.all(), (part) => part.records),
    separatedBy: reasonsOf(links, task, parts, rivals),
  }
}

/** Weights of links are known; other pairs are weighed when they are asked for. */
function weigherOf(links: readonly number[], { recordCount, links: all, weigh }: ClusterTask): ClusterTask['weigh'] {
  const known = new Map<number, number>()

  for (const link of links)
    known.set((all.left[link] as number) * recordCount + (all.right[link] as number), all.weight[link] as number)

  return (left, right) => known.get(left * recordCount + right) ?? weigh(left, right)
}

/** Runs of links of equal strength; what a person asserted is one run. */
function* equalLinks(
  links: readonly number[],
  { links: { weight }, assertedCount }: ClusterTask,
): Generator<readonly number[]> {
  const strengthOf = (link: number) =>
    link < assertedCount ? Infinity : Math.round((weight[link] as number) / TIE_GRAIN)
  let from = 0

  for (let to = 1; to <= links.length; to += 1) {
    if (to < links.length && strengthOf(links[to] as number) === strengthOf(links[from] as number)) continue
    yield links.slice(from, to)
    from = to
  }
}

function edgesOf(links: readonly number[], { links: { left, right } }: ClusterTask, parts: Parts): readonly Edge[] {
  return links.map((link) => [parts.of(left[link] as number), parts.of(right[link] as number)])
}

/** Why each link does not hold, as the clusters turned out. */
function reasonsOf(links: readonly number[], task: ClusterTask, parts: Parts, rivals: Rivals): readonly number[] {
  const edges = edgesOf(links, task, parts)
  const counts = new Map<Part, Map<Part, number>>()
  const countOf = (one: Part, other: Part) => counts.get(one)?.get(other) ?? 0

  for (const [one, other] of edges)
    counts.set(one, (counts.get(one) ?? new Map<Part, number>()).set(other, countOf(one, other) + 1))

  return edges.map(([one, other], index) => {
    if (one === other) return reasonCodes.none
    const reason = parts.reasonApart([one, other], false)

    if (reason === reasonCodes.none) return weakCode(task.constraints, countOf(one, other) + countOf(other, one))
    if (reason === reasonCodes.different && !areRivals(links[index] as number, task, rivals))
      return joinsDifferentCode(task.constraints)
    return reason
  })
}

function areRivals(link: number, { links: { left, right } }: ClusterTask, rivals: Rivals): boolean {
  return rivals.get(left[link] as number)?.includes(right[link] as number) === true
}
