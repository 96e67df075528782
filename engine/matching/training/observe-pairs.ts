import { levelShare } from '../../../rules/matching/level-share.ts'
import type { MatchColumns } from '../../../rules/matching/match-column.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import type { Population } from '../../../rules/matching/population.ts'
import type { PairWeigher } from '../../../rules/matching/pair-weigher.ts'
import type { LevelProbabilities } from '../../../rules/matching/training/training-pairs.ts'
import { patternCounter, type PatternCounts } from '../../../rules/matching/training/pattern-counts.ts'
import { blockedPairs, type Blocks } from '../kernel/block-records.ts'
import { isYieldedBefore } from '../kernel/compare-piece.ts'

/** Candidate pairs looked at to learn from; more do not move the estimates. */
const CANDIDATES_MAX = 200_000
const RANDOM_PAIRS_PER_RECORD = 20
const RANDOM_PAIRS_MIN = 50_000
const RANDOM_PAIRS_MAX = 300_000
/** What a level never seen among random pairs counts for, in pairs. */
const UNSEEN_PAIRS = 0.1

/** The records pairs are taken from. */
export interface ObservedRecords {
  readonly model: MatchModel
  readonly columns: MatchColumns
  readonly population: Population
  readonly blocks: Blocks
  readonly count: number
}

/** Pairs are observed in so many parts, whatever the number of threads, so that sums come out the same. */
export const OBSERVED_PARTS = 4

/**
 * Levels of candidate pairs as patterns; where there are too many, those of every n-th record, chosen by a hash. All parts
 * together are all candidates.
 */
export function observeCandidates(records: ObservedRecords, weigher: PairWeigher, part: number): PatternCounts {
  const { blocks } = records
  const observer = pairObserver(records, weigher)
  const oneIn = Math.max(1, Math.ceil(blockedPairs(blocks) / CANDIDATES_MAX))
  const isChosen = (record: number) => mixed(record) % (oneIn * OBSERVED_PARTS) === part

  for (let rule = 0; rule < blocks.ruleCount; rule += 1)
    visitPairs(rule, blocks, isChosen, (left, right) => observer.add(left, right, oneIn))

  return observer.take()
}

export interface PairObserver {
  /** Counts the pattern of a pair so many times. */
  add(left: number, right: number, count: number): void
  take(): PatternCounts
}

export function pairObserver(records: ObservedRecords, weigher: PairWeigher): PairObserver {
  const unseenLogs = unseenShares(records)
  const counter = patternCounter(records.model.comparisons.length)

  return {
    add(left, right, count) {
      let counted = 0
      let sum = 0
      let unseen = 0

      weigher.observe(left, right)
      for (let comparison = 0; comparison < unseenLogs.length; comparison += 1) {
        const level = weigher.levels[comparison] as number
        const unseenLog = unseenLogs[comparison]?.[level]
        const logU = weigher.logU[comparison] as number

        // A little more than the unseen share, for the two are summed in different orders.
        if (unseenLog === undefined) continue
        if (logU < unseenLog + 1e-9) unseen |= 1 << comparison
        else {
          counted |= 1 << comparison
          sum += logU
        }
      }
      counter.add(weigher.levels, counted, sum, unseen, count)
    },
    take: () => counter.take(),
  }
}

function visitPairs(
  rule: number,
  blocks: Blocks,
  isChosen: (record: number) => boolean,
  visit: (left: number, right: number) => void,
): void {
  const { members, starts, counts } = blocks.rules[rule] as Blocks['rules'][number]

  for (let block = 0; block < (counts[0] as number); block += 1) {
    const end = starts[block + 1] as number

    for (let place = starts[block] as number; place < end; place += 1) {
      const left = members[place] as number

      if (!isChosen(left)) continue
      for (let other = place + 1; other < end; other += 1) {
        const right = members[other] as number

        if (isWanted(blocks.systems, left, right) && !isYieldedBefore(rule, block, blocks, left, right))
          visit(left, right)
      }
    }
  }
}

/** Random pairs at each level; all parts together are all pairs drawn. */
export function observeRandomPairs(
  { model, blocks, count }: ObservedRecords,
  weigher: PairWeigher,
  part: number,
): number[][] {
  const draws = Math.min(RANDOM_PAIRS_MAX, Math.max(RANDOM_PAIRS_MIN, RANDOM_PAIRS_PER_RECORD * count)) / OBSERVED_PARTS
  const counts = model.comparisons.map(({ levels }) => levels.map(() => 0))
  let state = mixed(part)

  for (let draw = 0; draw < draws; draw += 1) {
    state = mixed(state + draw)
    const left = state % count

    state = mixed(state ^ 0x5bd1e995)
    const right = state % count

    if (left === right || !isWanted(blocks.systems, left, right)) continue
    weigher.observe(left, right)
    for (let comparison = 0; comparison < counts.length; comparison += 1) {
      const row = counts[comparison] as number[]
      const level = weigher.levels[comparison] as number

      row[level] = (row[level] as number) + 1
    }
  }

  return counts
}

/** Share of random pairs at each level; a level none was seen at keeps that of a tenth of a pair. */
export function sharesOf(parts: readonly (readonly (readonly number[])[])[]): LevelProbabilities {
  const [first, ...others] = parts as [readonly (readonly number[])[], ...(readonly (readonly number[])[])[]]

  return first.map((levels, comparison) => {
    const counts = levels.map((count, level) =>
      others.reduce((sum, part) => sum + (part[comparison]?.[level] as number), count),
    )
    const pairs = Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    )

    return counts.map((count) => Math.max(UNSEEN_PAIRS, count) / pairs)
  })
}

function isWanted(systems: Int32Array | undefined, left: number, right: number): boolean {
  return systems === undefined || systems[left] !== systems[right]
}

/** Per comparison and level log2 of u of a value nobody else was seen with; undefined where values are not counted. */
function unseenShares({ model, columns, population }: ObservedRecords): readonly (readonly (number | undefined)[])[] {
  return model.comparisons.map(({ levels }) =>
    levels.map((level) => {
      const share = levelShare(level, columns, population)

      return share === undefined ? undefined : Math.log2(share.of(0, true))
    }),
  )
}

/** A 32-bit mix (splitmix32): a seeded draw is the same on every machine. */
function mixed(value: number): number {
  let bits = (value + 0x9e3779b9) | 0

  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)

  return (bits ^ (bits >>> 15)) >>> 0
}
