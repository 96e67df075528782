import { sharedInt32 } from './shared-column.ts'

/**
 * The blocks of one blocking rule, in shared memory, for `recordCount` records. Records that share a key form a block;
 * only blocks of at least two and at most the permitted number of records are kept.
 */
export interface RuleBlocks {
  /** Block of each record, or -1. */
  readonly blockOf: Int32Array
  /** Records block after block, each block in the order of the records. */
  readonly members: Int32Array
  /** Block b has the members from `starts[b]` to `starts[b + 1]`; as many as `counts[0]` says. */
  readonly starts: Int32Array
  /** [number of blocks] */
  readonly counts: Int32Array
}

/** A key shared by too many records: a record that has it, and how many do. */
export interface HotKey {
  readonly record: number
  readonly count: number
}

/** Room for the blocks of a rule; pages that stay empty cost nothing. */
export function allocateBlocks(recordCount: number): RuleBlocks {
  return {
    blockOf: sharedInt32(recordCount),
    members: sharedInt32(recordCount),
    starts: sharedInt32((recordCount >> 1) + 2),
    counts: sharedInt32(1),
  }
}

/** Finds the blocks of one rule and fills `blocks`. Keys are compared by their codes, so a hash collision joins nothing. */
export function blockRows(keys: readonly Int32Array[], blockSizeMax: number, blocks: RuleBlocks): readonly HotKey[] {
  const { groupOf, sizes, firsts } = groupByKey(keys, blocks.blockOf)
  const hot: HotKey[] = []
  const blockOfGroup = new Int32Array(sizes.length).fill(-1)
  let blockCount = 0
  let memberCount = 0

  for (let group = 0; group < sizes.length; group += 1) {
    const size = sizes[group] as number

    if (size > blockSizeMax) hot.push({ record: firsts[group] as number, count: size })
    if (size < 2 || size > blockSizeMax) continue
    blockOfGroup[group] = blockCount
    blocks.starts[blockCount] = memberCount
    memberCount += size
    blockCount += 1
  }
  blocks.starts[blockCount] = memberCount
  blocks.counts[0] = blockCount
  placeMembers(groupOf, blockOfGroup, blocks)

  return hot
}

function placeMembers(groupOf: Int32Array, blockOfGroup: Int32Array, blocks: RuleBlocks): void {
  const next = blocks.starts.slice(0, blocks.counts[0])

  for (let record = 0; record < groupOf.length; record += 1) {
    const group = groupOf[record] as number
    const block = group < 0 ? -1 : (blockOfGroup[group] as number)

    blocks.blockOf[record] = block
    if (block < 0) continue
    const place = next[block] as number

    blocks.members[place] = record
    next[block] = place + 1
  }
}

/** Open addressing over all records: the group of each, the size of each group and its first record. `groupOf` is filled in place. */
function groupByKey(keys: readonly Int32Array[], groupOf: Int32Array) {
  const count = groupOf.length
  const bits = Math.max(4, Math.ceil(Math.log2(count + 1)) + 1)
  const slots = new Int32Array(2 ** bits).fill(-1)
  const firsts: Int32Array = new Int32Array(count)
  const sizes: Int32Array = new Int32Array(count)
  const mask = slots.length - 1
  let groups = 0

  for (let record = 0; record < count; record += 1) {
    let slot = hashKey(keys, record) & mask

    groupOf[record] = -1
    if (isIncomplete(keys, record)) continue
    while (slots[slot] !== -1 && !haveEqualKey(keys, firsts[slots[slot] as number] as number, record))
      slot = (slot + 1) & mask
    if (slots[slot] === -1) {
      slots[slot] = groups
      firsts[groups] = record
      groups += 1
    }
    const group = slots[slot] as number

    groupOf[record] = group
    sizes[group] = (sizes[group] as number) + 1
  }

  return { groupOf, sizes: sizes.subarray(0, groups), firsts }
}

function isIncomplete(keys: readonly Int32Array[], record: number): boolean {
  for (const codes of keys) if (codes[record] === 0) return true

  return false
}

function haveEqualKey(keys: readonly Int32Array[], left: number, right: number): boolean {
  for (const codes of keys) if (codes[left] !== codes[right]) return false

  return true
}

function hashKey(keys: readonly Int32Array[], record: number): number {
  let hash = 0x9747b28c

  for (const codes of keys) {
    hash = Math.imul(hash ^ (codes[record] as number), 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    hash ^= hash >>> 16
  }

  return hash
}
