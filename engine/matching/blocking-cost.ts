import { ReconcileError } from '../domain/reconcile-error.ts'
import {
  blockedPairs,
  firstSharedBlock,
  pairsBetween,
  type Blocks,
  type HotKey,
  type RuleBlocks,
} from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import type { MatchTools } from './match-outcome.ts'

/** What a blocking rule costs, before anything is compared. */
export interface BlockingCost {
  readonly rule: string
  /** Pairs in its blocks, whatever other rules yield. */
  readonly pairs: number
  /** Those of them that no earlier rule yields: counted, or estimated where they are many; undefined where the sample met none. */
  readonly pairsAdded: number | undefined
  readonly largestBlock: number
  /** Values taken out of blocking because too many records share them. */
  readonly hotValues: number
}

/** Up to so many pairs are counted one by one. */
const PAIRS_COUNTED_MAX = 500_000
const SAMPLE_SHARE_MIN = 0.05

/** More pairs than this are not compared unless the caller says so: hours of work, mostly for one bad rule. */
const PAIRS_MAX = 2_000_000_000

/**
 * The cost of every blocking rule. A pair is counted for its lower record, and where there are many pairs only for a sample of
 * records, chosen by a hash so that every run chooses the same.
 */
export function blockingCost(
  { model, blocks }: Pick<KernelData, 'model' | 'blocks'>,
  hotKeys: readonly (readonly HotKey[])[],
): readonly BlockingCost[] {
  const share = Math.max(SAMPLE_SHARE_MIN, Math.min(1, PAIRS_COUNTED_MAX / blockedPairs(blocks)))

  return model.blockingRules.map(({ name }, rule) => {
    const found = blocks.rules[rule] as RuleBlocks
    const pairs = pairsBetween(found, 0, found.counts[0] as number)
    const added = pairs === 0 ? 0 : pairsAdded(rule, blocks, share)

    return {
      rule: name,
      pairs,
      pairsAdded: added === 0 && pairs > 0 && share < 1 ? undefined : Math.round(added / share),
      largestBlock: largestBlock(found),
      hotValues: hotKeys[rule]?.length ?? 0,
    }
  })
}

/** Refuses to compare more pairs than permitted, and names the rule that costs most. */
export function assertPairsAffordable({ model, blocks }: KernelData, { pairsMax = PAIRS_MAX }: MatchTools): void {
  const pairs = blockedPairs(blocks)

  if (pairs <= pairsMax) return
  const costs = blocks.rules.map((rule) => pairsBetween(rule, 0, rule.counts[0] as number))
  const rulePairs = Math.max(...costs)

  throw new ReconcileError('PAIRS_TOO_MANY', {
    kind: model.kind,
    pairs,
    limit: pairsMax,
    rule: model.blockingRules[costs.indexOf(rulePairs)]?.name as string,
    rulePairs,
  })
}

function largestBlock({ starts, counts }: RuleBlocks): number {
  let largest = 0

  for (let block = 0; block < (counts[0] as number); block += 1)
    largest = Math.max(largest, (starts[block + 1] as number) - (starts[block] as number))

  return largest
}

/** Pairs of the sampled records that no earlier rule yields. */
function pairsAdded(rule: number, blocks: Blocks, share: number): number {
  const { members, starts, counts } = blocks.rules[rule] as RuleBlocks
  let added = 0

  for (let block = 0; block < (counts[0] as number); block += 1) {
    const end = starts[block + 1] as number

    for (let place = starts[block] as number; place < end; place += 1) {
      const left = members[place] as number

      if (!isSampled(left, share)) continue
      for (let other = place + 1; other < end; other += 1)
        if (isAddedBy(rule, block, blocks, left, members[other] as number)) added += 1
    }
  }

  return added
}

function isAddedBy(rule: number, block: number, blocks: Blocks, left: number, right: number): boolean {
  const { systems } = blocks

  if (systems !== undefined && systems[left] === systems[right]) return false
  for (let earlier = 0; earlier < rule; earlier += 1)
    if (firstSharedBlock(blocks, earlier, left, right) !== -1) return false

  return firstSharedBlock(blocks, rule, left, right) === block
}

/** A 32-bit mix (splitmix32) of the record's place, as a share of all there are. */
function isSampled(record: number, share: number): boolean {
  let bits = (record + 0x9e3779b9) | 0

  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)

  return (bits ^ (bits >>> 15)) >>> 0 < share * 2 ** 32
}
