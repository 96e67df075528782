import { groupRecords } from '../../../rules/matching/group-records.ts'
import type { MatchColumn } from '../../../rules/matching/match-column.ts'
import { sharedInt32 } from './shared-columns.ts'

/**
 * The blocks of all blocking rules, in shared memory. Records that share a key form a block; only blocks of at least two
 * and at most the permitted number of records are kept.
 */
export interface Blocks {
  readonly ruleCount: number
  /** Block of each record by rule (`blockOf[record * ruleCount + rule]`), or -1. */
  readonly blockOf: Int32Array
  readonly rules: readonly RuleBlocks[]
}

export interface RuleBlocks {
  /** Records block after block, each block in the order of the records. */
  readonly members: Int32Array
  /** Block b has the members from `starts[b]` to `starts[b + 1]`. */
  readonly starts: Int32Array
  /** [number of blocks] */
  readonly counts: Int32Array
}

/** A key shared by too many records: a record that has it, and how many do. */
export interface HotKey {
  readonly record: number
  readonly count: number
}

/** Room for the blocks of all rules; pages that stay empty cost nothing. */
export function allocateBlocks(recordCount: number, ruleCount: number): Blocks {
  return {
    ruleCount,
    blockOf: sharedInt32(recordCount * ruleCount),
    rules: Array.from({ length: ruleCount }, () => ({
      members: sharedInt32(recordCount),
      starts: sharedInt32((recordCount >> 1) + 2),
      counts: sharedInt32(1),
    })),
  }
}

/** Finds the blocks of one rule and fills its part of `blocks`. Answers the keys that too many records share. */
export function blockRecords(
  keys: readonly MatchColumn[],
  blockSizeMax: number,
  rule: number,
  blocks: Blocks,
  recordCount: number,
): readonly HotKey[] {
  const { groupOf, sizes, firsts } = groupRecords(keys, recordCount, 'all')
  const { starts, counts } = blocks.rules[rule] as RuleBlocks
  const blockOfGroup = new Int32Array(sizes.length).fill(-1)
  const hot: HotKey[] = []
  let blockCount = 0
  let memberCount = 0

  for (let group = 0; group < sizes.length; group += 1) {
    const size = sizes[group] as number

    if (size > blockSizeMax) hot.push({ record: firsts[group] as number, count: size })
    if (size < 2 || size > blockSizeMax) continue
    blockOfGroup[group] = blockCount
    starts[blockCount] = memberCount
    memberCount += size
    blockCount += 1
  }
  starts[blockCount] = memberCount
  counts[0] = blockCount
  placeMembers(groupOf, blockOfGroup, rule, blocks)

  return hot
}

function placeMembers(
  groupOf: Int32Array,
  blockOfGroup: Int32Array,
  rule: number,
  { ruleCount, blockOf, rules }: Blocks,
): void {
  const { members, starts, counts } = rules[rule] as RuleBlocks
  const next = starts.slice(0, counts[0])

  for (let record = 0; record < groupOf.length; record += 1) {
    const group = groupOf[record] as number
    const block = group < 0 ? -1 : (blockOfGroup[group] as number)

    blockOf[record * ruleCount + rule] = block
    if (block < 0) continue
    const place = next[block] as number

    members[place] = record
    next[block] = place + 1
  }
}

/** Pairs within the blocks of one rule, from one block to another. */
export function pairsBetween({ starts }: RuleBlocks, from: number, to: number): number {
  let pairs = 0

  for (let block = from; block < to; block += 1) {
    const size = (starts[block + 1] as number) - (starts[block] as number)

    pairs += (size * (size - 1)) / 2
  }

  return pairs
}
