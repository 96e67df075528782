import type { MatchColumn } from './match-column.ts'

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
 * with `any`, only one that misses all, and missing agrees with missing. Codes are compared, so a hash collision joins nothing.
 */
export function groupRecords(keys: readonly MatchColumn[], recordCount: number, needs: 'all' | 'any'): RecordGroups {
  const slots = new Int32Array(2 ** Math.max(4, Math.ceil(Math.log2(recordCount + 1)) + 1)).fill(-1)
  const mask = slots.length - 1
  const groupOf = new Int32Array(recordCount).fill(-1)
  const firsts = new Int32Array(recordCount)
  const sizes = new Int32Array(recordCount)
  let groupCount = 0

  for (let record = 0; record < recordCount; record += 1) {
    const present = filledKeys(keys, record)

    if (present === 0 || (needs === 'all' && present < keys.length)) continue
    let slot = hashKeys(keys, record) & mask

    while (slots[slot] !== -1 && !haveEqualKeys(keys, firsts[slots[slot] as number] as number, record))
      slot = (slot + 1) & mask
    if (slots[slot] === -1) {
      slots[slot] = groupCount
      firsts[groupCount] = record
      groupCount += 1
    }
    const group = slots[slot] as number

    groupOf[record] = group
    sizes[group] = (sizes[group] as number) + 1
  }

  return { groupOf, sizes: sizes.slice(0, groupCount), firsts: firsts.slice(0, groupCount) }
}

function filledKeys(keys: readonly MatchColumn[], record: number): number {
  let filled = 0

  for (const { codes, stride, offset } of keys) if (codes[record * stride + offset] !== 0) filled += 1

  return filled
}

function haveEqualKeys(keys: readonly MatchColumn[], left: number, right: number): boolean {
  for (const { codes, stride, offset } of keys)
    if (codes[left * stride + offset] !== codes[right * stride + offset]) return false

  return true
}

function hashKeys(keys: readonly MatchColumn[], record: number): number {
  let hash = 0x9747b28c

  for (const { codes, stride, offset } of keys) {
    hash = Math.imul(hash ^ (codes[record * stride + offset] as number), 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    hash ^= hash >>> 16
  }

  return hash
}
