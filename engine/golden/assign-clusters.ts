/** How many members a cluster shares with a golden record of last night. */
export interface Overlap {
  readonly representativeId: number
  readonly goldenId: string
  readonly sharedCount: number
  readonly bornRun: number
}

/**
 * Which cluster keeps which golden id: the largest overlap first, then the older golden record, then the smaller id. Each id
 * goes to one cluster and each cluster takes one id; clusters left over are new. (matching.md 9: stable ids by overlap.)
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
    left.bornRun - right.bornRun ||
    (left.goldenId < right.goldenId ? -1 : Number(left.goldenId > right.goldenId)) ||
    left.representativeId - right.representativeId
  )
}
