import { groupRecords } from '../../../rules/matching/group-records.ts'
import type { MatchColumn } from '../../../rules/matching/match-column.ts'
import { countedPairs, type SystemOf, type Truth } from './truth.ts'

/**
 * Per record, how many others are in the same cluster by all of the clusterings (-1: in none); with systems, those of other
 * systems. Cells are counted, so the time is linear in the records however large the clusters are.
 */
export function countMates(clusterings: readonly Int32Array[], systemOf: SystemOf | undefined): Int32Array {
  const together = sizesOfOwn(clusterings)
  const [first] = clusterings as readonly [Int32Array]
  const notMates =
    systemOf === undefined
      ? together.map((count) => Math.min(1, count))
      : sizesOfOwn([...clusterings, first.map((_, record) => systemOf[record] as number)])

  return together.map((count, record) => count - (notMates[record] as number))
}

/** How many pairs the truth holds, of those that count. */
export function countTruePairs(truth: Truth, systemOf: SystemOf | undefined): number {
  if (truth.form === 'clusters')
    return countMates([truth.clusterOf], systemOf).reduce((sum, mates) => sum + mates, 0) / 2
  const isCounted = countedPairs(truth, systemOf)

  return truth.left.reduce((sum, left, pair) => sum + (isCounted(left, truth.right[pair] as number) ? 1 : 0), 0)
}

/** The size of the cell each record is in; 0 for a record in none. */
function sizesOfOwn(clusterings: readonly Int32Array[]): Int32Array {
  const { groupOf, sizes } = groupRecords(clusterings.map(columnOf), (clusterings[0] as Int32Array).length, 'all')

  return groupOf.map((group) => (group === -1 ? 0 : (sizes[group] as number)))
}

/** Clusters from 0 as codes from 1, -1 as the code of a missing value. */
function columnOf(clusterOf: Int32Array): MatchColumn {
  const codes = clusterOf.map((cluster) => cluster + 1)
  const size = codes.reduce((most, code) => Math.max(most, code), 0) + 1

  return { codes, stride: 1, offset: 0, size, text: String }
}
