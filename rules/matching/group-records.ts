import type { MatchColumn } from './match-column.ts'
import { partitionRecords } from './partition-records.ts'

/** Records by what they have in several columns at once. */
export interface RecordGroups {
  /** Per record its group, in order of first sight from 0; -1 for a record without a key. */
  readonly groupOf: Int32Array
  /** Per group the number of its records, and the first of them. */
  readonly sizes: Int32Array
  readonly firsts: Int32Array
}

/**
 * Groups the records that agree in all of the columns. With `needs: all`, a record that misses one of them is in no group;
 * with `any`, only one that misses all, and missing agrees with missing.
 */
export function groupRecords(keys: readonly MatchColumn[], recordCount: number, needs: 'all' | 'any'): RecordGroups {
  const { members, starts } = partitionRecords(keys, recordCount, needs)
  const firstOf = new Int32Array(recordCount).fill(-1)

  for (let group = 0; group + 1 < starts.length; group += 1) {
    const from = starts[group] as number

    for (let place = from; place < (starts[group + 1] as number); place += 1)
      firstOf[members[place] as number] = members[from] as number
  }
  const groupOf = firstOf
  const firsts = new Int32Array(recordCount)
  const sizes = new Int32Array(recordCount)
  let groupCount = 0

  for (let record = 0; record < recordCount; record += 1) {
    const first = firstOf[record] as number

    if (first === -1 && !hasKey(keys, record, needs)) continue
    if (first === -1 || first === record) {
      firsts[groupCount] = record
      groupOf[record] = groupCount
      groupCount += 1
    } else groupOf[record] = groupOf[first] as number
    const group = groupOf[record] as number

    sizes[group] = (sizes[group] as number) + 1
  }

  return { groupOf, sizes: sizes.slice(0, groupCount), firsts: firsts.slice(0, groupCount) }
}

function hasKey(keys: readonly MatchColumn[], record: number, needs: 'all' | 'any'): boolean {
  for (const { codes, stride, offset } of keys) {
    const isFilled = codes[record * stride + offset] !== 0

    if (isFilled !== (needs === 'all')) return isFilled
  }

  return needs === 'all' && keys.length > 0
}
