import { groupRecords, type RecordGroups } from '../../../rules/matching/group-records.ts'
import { blockEntries, countEntries, type BlockEntries, type RuleColumns } from './block-entries.ts'
import { sharedFloat64, sharedInt32 } from './shared-columns.ts'

/**
 * The blocks of all blocking rules, in shared memory. Records that share a key form a block; only blocks that yield at
 * least one pair, and not too many, are kept.
 */
export interface Blocks {
  readonly ruleCount: number
  /**
   * By record and rule (`blockOf[record * ruleCount + rule]`), -1 for none: the block of the record; of a rule with
   * `lists`, where in them the record's blocks begin.
   */
  readonly blockOf: Int32Array
  readonly rules: readonly RuleBlocks[]
  /** Number of the system of each record, where the records of one system are not compared with each other. */
  readonly systems: Int32Array | undefined
}

export interface RuleBlocks {
  /** Records block after block, each block in the order of the records. */
  readonly members: Int32Array
  /** Block b has the members from `starts[b]` to `starts[b + 1]`. */
  readonly starts: Int32Array
  /** Pairs in the blocks before b. */
  readonly pairStarts: Float64Array
  /** [number of blocks] */
  readonly counts: Int32Array
  /** Of a rule with a block for each of several words: blocks of one record after the other, ascending, each list ended by -1. */
  readonly lists: Int32Array | undefined
}

/** A key shared by too many records: a record that has it, and how many do. */
export interface HotKey {
  readonly record: number
  readonly count: number
}

/** Room for the blocks of all rules; pages that stay empty cost nothing. */
export function allocateBlocks(recordCount: number, rules: readonly RuleColumns[], systems?: Int32Array): Blocks {
  return {
    ruleCount: rules.length,
    blockOf: sharedInt32(recordCount * rules.length),
    rules: rules.map((columns) => {
      const entryCount = countEntries(columns, recordCount)

      return {
        members: sharedInt32(entryCount),
        starts: sharedInt32((entryCount >> 1) + 2),
        pairStarts: sharedFloat64((entryCount >> 1) + 2),
        counts: sharedInt32(1),
        lists: columns.eachOf === undefined ? undefined : sharedInt32(entryCount + recordCount),
      }
    }),
    systems,
  }
}

/**
 * Finds the blocks of one rule and fills its part of `blocks`. Answers the keys that too many records share: those that
 * would yield more pairs than `blockSizeMax` records without a system do.
 */
export function blockRecords(
  columns: RuleColumns,
  blockSizeMax: number,
  rule: number,
  blocks: Blocks,
  recordCount: number,
): readonly HotKey[] {
  const entries = blockEntries(columns, recordCount)
  const groups = groupRecords(entries.keys, entries.count, 'all')
  const { members, starts, pairStarts, counts } = blocks.rules[rule] as RuleBlocks
  const grouped = membersOf(groups, entries)
  const blockOfGroup = new Int32Array(groups.sizes.length).fill(-1)
  const pairsMax = pairsOf(blockSizeMax)
  const hot: HotKey[] = []
  let blockCount = 0
  let memberCount = 0

  for (let group = 0; group < groups.sizes.length; group += 1) {
    const size = groups.sizes[group] as number

    if (size < 2) continue
    const from = grouped.starts[group] as number
    const own = grouped.members.subarray(from, from + size)
    const pairs = pairsOf(size) - pairsWithinSystems(own, blocks.systems)

    if (pairs > pairsMax) hot.push({ record: own[0] as number, count: size })
    if (pairs === 0 || pairs > pairsMax) continue
    blockOfGroup[group] = blockCount
    members.set(own, memberCount)
    memberCount += size
    blockCount += 1
    starts[blockCount] = memberCount
    pairStarts[blockCount] = (pairStarts[blockCount - 1] as number) + pairs
  }
  counts[0] = blockCount
  if (entries.records === undefined) placeRecords(groups.groupOf, blockOfGroup, rule, blocks)
  else listBlocks(entries.records, groups.groupOf, blockOfGroup, rule, blocks)

  return hot
}

/** Records group after group; groups of one are left out. */
function membersOf({ groupOf, sizes }: RecordGroups, { records }: BlockEntries) {
  const starts = new Int32Array(sizes.length)
  let memberCount = 0

  for (let group = 0; group < sizes.length; group += 1) {
    const size = sizes[group] as number

    starts[group] = size < 2 ? -1 : memberCount
    if (size > 1) memberCount += size
  }
  const members = new Int32Array(memberCount)
  const next = starts.slice()

  for (let entry = 0; entry < groupOf.length; entry += 1) {
    const group = groupOf[entry] as number
    const place = group < 0 ? -1 : (next[group] as number)

    if (place < 0) continue
    members[place] = records === undefined ? entry : (records[entry] as number)
    next[group] = place + 1
  }

  return { members, starts }
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2
}

/** Pairs of a block that nobody wants. */
function pairsWithinSystems(members: Int32Array, systems: Int32Array | undefined): number {
  if (systems === undefined) return 0
  const sizes = new Map<number, number>()

  for (const record of members) sizes.set(systems[record] as number, (sizes.get(systems[record] as number) ?? 0) + 1)

  return [...sizes.values()].reduce((pairs, size) => pairs + pairsOf(size), 0)
}

function placeRecords(
  groupOf: Int32Array,
  blockOfGroup: Int32Array,
  rule: number,
  { ruleCount, blockOf }: Blocks,
): void {
  for (let record = 0; record < groupOf.length; record += 1) {
    const group = groupOf[record] as number

    blockOf[record * ruleCount + rule] = group < 0 ? -1 : (blockOfGroup[group] as number)
  }
}

function listBlocks(
  records: Int32Array,
  groupOf: Int32Array,
  blockOfGroup: Int32Array,
  rule: number,
  { ruleCount, blockOf, rules }: Blocks,
): void {
  const lists = (rules[rule] as RuleBlocks).lists as Int32Array
  let length = 0

  for (let place = rule; place < blockOf.length; place += ruleCount) blockOf[place] = -1
  for (let entry = 0; entry < records.length;) {
    const record = records[entry] as number
    const from = length

    for (; records[entry] === record; entry += 1) {
      const group = groupOf[entry] as number
      const block = group < 0 ? -1 : (blockOfGroup[group] as number)

      if (block < 0) continue
      lists[length] = block
      length += 1
    }
    if (length === from) continue
    lists.subarray(from, length).sort()
    lists[length] = -1
    length += 1
    blockOf[record * ruleCount + rule] = from
  }
}

/** The first block of a rule that two records share, or -1. */
export function firstSharedBlock(
  { blockOf, ruleCount, rules }: Blocks,
  rule: number,
  left: number,
  right: number,
): number {
  const { lists } = rules[rule] as RuleBlocks
  let one = blockOf[left * ruleCount + rule] as number
  let other = blockOf[right * ruleCount + rule] as number

  if (one === -1 || other === -1) return -1
  if (lists === undefined) return one === other ? one : -1
  while (lists[one] !== lists[other] && lists[one] !== -1 && lists[other] !== -1) {
    if ((lists[one] as number) < (lists[other] as number)) one += 1
    else other += 1
  }

  return lists[one] === lists[other] ? (lists[one] as number) : -1
}

/** Pairs within the blocks of one rule, from one block to another; of a rule with lists, a pair once for each block it shares. */
export function pairsBetween({ pairStarts }: RuleBlocks, from: number, to: number): number {
  return (pairStarts[to] as number) - (pairStarts[from] as number)
}
