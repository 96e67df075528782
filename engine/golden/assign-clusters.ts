/** How many members a cluster shares with a golden record of last night. */
export interface Overlap {
  readonly representativeId: number
  readonly goldenId: string
  readonly sharedCount: number
  /** A person confirmed what the id names: by a pin, or by saying that two of its records are the same. */
  readonly isConfirmed: boolean
  readonly bornRun: number
}

/**
 * Which cluster keeps which golden id: the largest overlap first, then an id that a person confirmed, then the older golden
 * record, then the smaller id. Each id goes to one cluster and each cluster takes one id; clusters left over are new. Ids are
 * published in the feed in the order of their birth, so of two the older is also the one that others know longer.
 */
export function assignClusters(overlaps: readonly Overlap[]): ReadonlyMap<number, string> {
  const assigned = new Map<number, string>()
  const taken = new Set<string>()

  for (const { representativeId, goldenId } of overlaps.toSorted(byClaim)) {
    if (assigned.has(representativeId) || taken.has(goldenId)) continue
    assigned.set(representativeId, goldenId)
    taken.add(goldenId)
  }
  return assigned
}

function byClaim(left: Overlap, right: Overlap): number {
  return (
    right.sharedCount - left.sharedCount ||
    Number(right.isConfirmed) - Number(left.isConfirmed) ||
    left.bornRun - right.bornRun ||
    (left.goldenId < right.goldenId ? -1 : Number(left.goldenId > right.goldenId)) ||
    left.representativeId - right.representativeId
  )
}
