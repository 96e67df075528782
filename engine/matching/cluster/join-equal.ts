import { sampleOf } from './average-weight.ts'
import type { Part, Parts } from './part.ts'
import { reasonCodes } from './separation.ts'

/** Two parts a link would join. */
export type Edge = readonly [Part, Part]

export interface Joining {
  readonly parts: Parts
  /** A person's word, against which only another's counts. */
  readonly isAsserted: boolean
  readonly average: (one: Part, other: Part) => number
  readonly averageMin: number
  /** The reason of a link that only the order could decide on. */
  readonly tie: number
}

/** Equal links between more parts than this, if they cannot all hold, are all ties: a bound on the work. */
const RIVALS_MAX = 200

/**
 * Joins parts along links of equal strength, whatever their order: all parts that hang together where they all belong
 * together, else those without a rival. Rivals (one part, two others it could be joined with, and these two are apart) stay
 * as they are, for good.
 */
export function joinEqual(links: readonly Edge[], joining: Joining): void {
  const { parts, isAsserted, tie } = joining

  if (links.length === 1) {
    const [[one, other]] = links as readonly [Edge]

    if (one !== other && !isApart(one, other, joining)) parts.join(inOrder(one, other), isAsserted)
    return
  }
  for (const group of groupsOf(distinct(links).filter(([one, other]) => !isApart(one, other, joining)))) {
    const contested = belongTogether(group.parts, joining) ? new Set<Edge>() : contestedOf(group, joining)

    for (const rest of groupsOf(group.edges.filter((edge) => !contested.has(edge)))) {
      if (belongTogether(rest.parts, joining)) parts.join(rest.parts, isAsserted)
      else for (const edge of rest.edges) contested.add(edge)
    }
    for (const [one, other] of contested) parts.bar(one, other, tie)
  }
}

function inOrder(one: Part, other: Part): readonly Part[] {
  return byLowestRecord(one, other) < 0 ? [one, other] : [other, one]
}

/** One edge for each two different parts. */
function distinct(links: readonly Edge[]): readonly Edge[] {
  const seen = new Map<Part, Set<Part>>()

  return links.filter(([one, other]) => {
    if (one === other || seen.get(one)?.has(other) === true || seen.get(other)?.has(one) === true) return false
    seen.set(one, (seen.get(one) ?? new Set<Part>()).add(other))

    return true
  })
}

function isApart(one: Part, other: Part, { parts, isAsserted, average, averageMin }: Joining): boolean {
  if (parts.reasonApart([one, other], isAsserted) !== reasonCodes.none) return true

  return !isAsserted && average(one, other) < averageMin
}

/** Nothing holds any of the parts apart, and each is heavy enough with the rest of them. */
function belongTogether(group: readonly Part[], { parts, isAsserted, average, averageMin }: Joining): boolean {
  if (parts.reasonApart(group, isAsserted) !== reasonCodes.none) return false
  // Of two it is known already, and nothing is heavy enough against a person's word.
  if (isAsserted || group.length === 2) return true

  return group.every((part) => {
    let weight = 0
    let count = 0

    for (const other of sampleOf(group)) {
      if (other === part) continue
      weight += average(part, other) * other.voices.length
      count += other.voices.length
    }

    return weight >= averageMin * count
  })
}

interface Group {
  /** By their lowest record. */
  readonly parts: readonly Part[]
  readonly edges: readonly Edge[]
}

/** Edges that hang together. */
function groupsOf(edges: readonly Edge[]): readonly Group[] {
  const edgesOf = edgesByEnd(edges)
  const groups: Group[] = []
  const seen = new Set<Part>()

  for (const start of edgesOf.keys()) {
    if (seen.has(start)) continue
    const reached = new Set([start])
    const crossed = new Set<Edge>()

    for (const part of reached) {
      seen.add(part)
      for (const edge of edgesOf.get(part) ?? []) {
        crossed.add(edge)
        for (const end of edge) reached.add(end)
      }
    }
    groups.push({ parts: [...reached].sort(byLowestRecord), edges: [...crossed] })
  }

  return groups
}

function edgesByEnd(edges: readonly Edge[]): ReadonlyMap<Part, readonly Edge[]> {
  const edgesOf = new Map<Part, Edge[]>()

  for (const edge of edges) {
    for (const end of edge) {
      const known = edgesOf.get(end)

      if (known === undefined) edgesOf.set(end, [edge])
      else known.push(edge)
    }
  }

  return edgesOf
}

function byLowestRecord(one: Part, other: Part): number {
  return (one.records[0] as number) - (other.records[0] as number)
}

function contestedOf({ parts, edges }: Group, joining: Joining): Set<Edge> {
  if (parts.length > RIVALS_MAX) return new Set(edges)
  const contested = new Set<Edge>()

  for (const [part, own] of edgesByEnd(edges)) {
    own.forEach((one, index) => {
      for (const other of own.slice(index + 1)) {
        if ((contested.has(one) && contested.has(other)) || !isApart(farEnd(one, part), farEnd(other, part), joining))
          continue
        contested.add(one)
        contested.add(other)
      }
    })
  }

  return contested
}

function farEnd([one, other]: Edge, end: Part): Part {
  return one === end ? other : one
}
