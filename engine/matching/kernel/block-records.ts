import { partitionRecords, type RecordPartition } from '../../../rules/matching/partition-records.ts'
import { blockEntries, type BlockEntries, type RuleColumns } from './block-entries.ts'
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
  /** By rule; empty until the rule is blocked. */
  readonly rules: RuleBlocks[]
  /** Number of the system of each record, where the records of one system are not compared with each other. */
  readonly systems: Int32Array | undefined
}

export interface RuleBlocks {
  /** Records block after block, each block in the order of the records; only the first `starts[counts[0]]` count. */
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

/** What the blocking of one rule found. */
export interface BlockedRule {
  readonly blocks: RuleBlocks
  readonly hotKeys: readonly HotKey[]
}

/** The blocks before any rule is blocked. */
export function allocateBlocks(recordCount: number, ruleCount: number, systems?: Int32Array): Blocks {
  const none: RuleBlocks = {
    members: sharedInt32(0),
    starts: sharedInt32(1),
    pairStarts: sharedFloat64(1),
    counts: sharedInt32(1),
    lists: undefined,
  }

  return {
    ruleCount,
    blockOf: sharedInt32(recordCount * ruleCount).fill(-1),
    rules: new Array<RuleBlocks>(ruleCount).fill(none),
    systems,
  }
}

/**
 * Finds the blocks of one rule and fills its part of `blocks.blockOf`. Hot are the keys that too many records share: those
 * that would yield more pairs than `blockSizeMax` records without a system do.
 */
export function blockRecords(
  columns: RuleColumns,
  blockSizeMax: number,
  rule: number,
  blocks: Blocks,
  recordCount: number,
): BlockedRule {
  const entries = blockEntries(columns, recordCount)
  const { kept, hotKeys } = keepBlocks(recordsOf(entries), blockSizeMax, blocks.systems)
  const lists = entries.records === undefined ? undefined : listBlocks(kept, rule, blocks, recordCount)

  if (lists === undefined) placeRecords(kept, rule, blocks)

  return { blocks: { ...kept, lists }, hotKeys }
}

/** Records that share a key, key after key. */
function recordsOf({ keys, records, count }: BlockEntries): RecordPartition {
  const { members, starts } = partitionRecords(keys, count, 'all')

  return { members: records === undefined ? members : members.map((entry) => records[entry] as number), starts }
}

type KeptBlocks = Omit<RuleBlocks, 'lists'>

/** The blocks that yield pairs and not too many of them, in shared memory. */
function keepBlocks(
  { members, starts }: RecordPartition,
  blockSizeMax: number,
  systems: Int32Array | undefined,
): { readonly kept: KeptBlocks; readonly hotKeys: readonly HotKey[] } {
  const kept = {
    members: sharedInt32(members.length),
    starts: sharedInt32(starts.length),
    pairStarts: sharedFloat64(starts.length),
    counts: sharedInt32(1),
  }
  const pairsMax = pairsOf(blockSizeMax)
  const hotKeys: HotKey[] = []
  let blockCount = 0
  let memberCount = 0

  for (let group = 0; group + 1 < starts.length; group += 1) {
    const from = starts[group] as number
    const to = starts[group + 1] as number
    const pairs = pairsOf(to - from) - pairsWithinSystems(members, from, to, systems)

    if (pairs > pairsMax) hotKeys.push({ record: members[from] as number, count: to - from })
    if (pairs === 0 || pairs > pairsMax) continue
    for (let place = from; place < to; place += 1) kept.members[memberCount + place - from] = members[place] as number
    memberCount += to - from
    blockCount += 1
    kept.starts[blockCount] = memberCount
    kept.pairStarts[blockCount] = (kept.pairStarts[blockCount - 1] as number) + pairs
  }
  kept.counts[0] = blockCount

  return { kept, hotKeys }
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2
}

/** Pairs of a block that nobody wants. */
function pairsWithinSystems(members: Int32Array, from: number, to: number, systems: Int32Array | undefined): number {
  if (systems === undefined) return 0
  const sizes = new Map<number, number>()
  let pairs = 0

  for (let place = from; place < to; place += 1) {
    const system = systems[members[place] as number] as number
    const size = sizes.get(system) ?? 0

    pairs += size
    sizes.set(system, size + 1)
  }

  return pairs
}

function placeRecords({ members, starts, counts }: KeptBlocks, rule: number, { ruleCount, blockOf }: Blocks): void {
  for (let block = 0; block < (counts[0] as number); block += 1)
    for (let place = starts[block] as number; place < (starts[block + 1] as number); place += 1)
      blockOf[(members[place] as number) * ruleCount + rule] = block
}

function listBlocks(
  { members, starts, counts }: KeptBlocks,
  rule: number,
  { ruleCount, blockOf }: Blocks,
  recordCount: number,
): Int32Array {
  const next = new Int32Array(recordCount)
  const memberCount = starts[counts[0] as number] as number
  let length = 0

  for (let place = 0; place < memberCount; place += 1) {
    const record = members[place] as number

    next[record] = (next[record] as number) + 1
  }
  for (let record = 0; record < recordCount; record += 1) {
    const count = next[record] as number

    next[record] = length
    if (count === 0) continue
    blockOf[record * ruleCount + rule] = length
    length += count + 1
  }
  const lists = sharedInt32(length).fill(-1)

  for (let block = 0; block < (counts[0] as number); block += 1) {
    for (let place = starts[block] as number; place < (starts[block + 1] as number); place += 1) {
      const record = members[place] as number

      lists[next[record] as number] = block
      next[record] = (next[record] as number) + 1
    }
  }

  return lists
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

/** Pairs within blocks, once for every rule and word that yields them. */
export function blockedPairs({ rules }: Blocks): number {
  return rules.reduce((sum, rule) => sum + pairsBetween(rule, 0, rule.counts[0] as number), 0)
}
