import { groupRecords } from '../../../rules/matching/group-records.ts'
import { columnOf } from '../../../rules/matching/match-column.ts'
import type { ValueCounts } from '../../../rules/matching/population.ts'
import { sharedInt32, type SharedColumn } from './shared-columns.ts'

/** Value counts over different contents, and how many records have a value, copies and all. */
export interface CountedColumn {
  readonly values: ValueCounts
  readonly filledRecords: number
}

/** Records of several columns by whether an earlier one says the same. */
export interface Contents {
  /** Records that repeat what an earlier one says. */
  readonly copies: Int32Array
  readonly count: number
}

/** Records that say the same in all of the columns are copies of one content; a record that says nothing is none. */
export function findCopies(columns: readonly SharedColumn[], recordCount: number): Contents {
  const keys = columns.map(({ codes, size }) => columnOf(codes, { size: () => size, text: () => '' }))
  const { groupOf, firsts } = groupRecords(keys, recordCount, 'any')
  const copies = groupOf.map((group, record) => (group === -1 || firsts[group] === record ? -1 : record))

  return { copies: sharedCopy(copies.filter((record) => record !== -1)), count: firsts.length }
}

/** How often each value of a column occurs, copies apart. */
export function countValues({ codes, size }: SharedColumn, copies: Int32Array): CountedColumn {
  const counts = sharedInt32(size)

  for (const code of codes) counts[code] = (counts[code] as number) + 1
  const filledRecords = codes.length - (counts[0] as number)

  for (const record of copies) {
    const code = codes[record] as number

    counts[code] = (counts[code] as number) - 1
  }
  counts[0] = 0
  let filled = 0
  let distinct = 0

  for (const count of counts) {
    filled += count
    if (count > 0) distinct += 1
  }

  return { values: { counts, filled, distinct }, filledRecords }
}

function sharedCopy(values: Int32Array): Int32Array {
  const shared = sharedInt32(values.length)

  shared.set(values)

  return shared
}
