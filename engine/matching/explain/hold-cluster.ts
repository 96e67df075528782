import { rootOf } from '../../../rules/matching/root-of.ts'

/** A link as clustering sees it; a person's word comes before any weight. */
export interface HoldingLink {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly isAsserted: boolean
}

/** The order in which clustering takes links. */
export function byStrength(one: HoldingLink, other: HoldingLink): number {
  return Number(other.isAsserted) - Number(one.isAsserted) || other.weight - one.weight
}

/**
 * Of the links within a cluster, given strongest first, those that hold it: each joins what the stronger ones had not joined
 * yet (Kruskal's maximum spanning tree). Without the last of them the cluster would fall apart first.
 */
export function holdingLinks<Link extends HoldingLink>(links: readonly Link[]): readonly Link[] {
  const parents = new Map<number, number>()

  return links.filter(({ left, right }) => {
    const one = rootOf(parents, left)
    const other = rootOf(parents, right)

    if (one !== other) parents.set(one, other)

    return one !== other
  })
}

/** The links of a tree that lead from one record to another, in order; no other way through the cluster has a stronger weakest link. */
export function pathBetween<Link extends HoldingLink>(
  tree: readonly Link[],
  from: number,
  to: number,
): readonly Link[] {
  const linksOf = new Map<number, Link[]>()
  const cameBy = new Map<number, Link>()
  const open = [from]

  for (const link of tree)
    for (const end of [link.left, link.right]) linksOf.set(end, [...(linksOf.get(end) ?? []), link])
  for (const record of open) {
    for (const link of linksOf.get(record) ?? []) {
      const next = otherEnd(link, record)

      if (next === from || cameBy.has(next)) continue
      cameBy.set(next, link)
      open.push(next)
    }
  }

  return backFrom(to, cameBy)
}

function backFrom<Link extends HoldingLink>(to: number, cameBy: ReadonlyMap<number, Link>): readonly Link[] {
  const path: Link[] = []
  let record = to

  for (let link = cameBy.get(record); link !== undefined; link = cameBy.get(record)) {
    path.unshift(link)
    record = otherEnd(link, record)
  }

  return path
}

function otherEnd({ left, right }: HoldingLink, end: number): number {
  return left === end ? right : left
}
