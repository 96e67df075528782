import { levelShare } from '../../../rules/matching/level-share.ts'
import type { MatchColumns } from '../../../rules/matching/match-column.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import type { Population } from '../../../rules/matching/population.ts'
import type { PairWeigher } from '../../../rules/matching/pair-weigher.ts'
import type { LevelProbabilities } from '../../../rules/matching/training/training-pairs.ts'
import { patternCounter, type PatternCounts } from '../../../rules/matching/training/pattern-counts.ts'
import { pairsBetween, type Blocks } from '../kernel/block-records.ts'
import { isYieldedBefore } from '../kernel/compare-piece.ts'

/** Candidate pairs looked at to learn from; more do not move the estimates. */
const CANDIDATES_MAX = 300_000
const RANDOM_PAIRS_PER_RECORD = 20
const RANDOM_PAIRS_MIN = 50_000
const RANDOM_PAIRS_MAX = 500_000
/** What a level never seen among random pairs counts for, in pairs. */
const UNSEEN_PAIRS = 0.1

/** The records pairs are taken from. */
export interface ObservedRecords {
  readonly model: MatchModel
  readonly columns: MatchColumns
  readonly population: Population
  readonly blocks: Blocks
}

/** Levels of candidate pairs as patterns; where there are too many, those of every n-th record, chosen by a hash. */
export function observeCandidates(records: ObservedRecords, weigher: PairWeigher): PatternCounts {
  const { model, blocks } = records
  const unseenLogs = unseenShares(records)
  const counter = patternCounter(model.comparisons.length)
  const total = blocks.rules.reduce((sum, rule) => sum + pairsBetween(rule, 0, rule.counts[0] as number), 0)
  const oneIn = Math.max(1, Math.ceil(total / CANDIDATES_MAX))

  for (let rule = 0; rule < blocks.ruleCount; rule += 1) {
    visitPairs(rule, blocks, oneIn, (left, right) => {
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
      counter.add(weigher.levels, counted, sum, unseen, oneIn)
    })
  }

  return counter.take()
}

function visitPairs(rule: number, blocks: Blocks, oneIn: number, visit: (left: number, right: number) => void): void {
  const { members, starts, counts } = blocks.rules[rule] as Blocks['rules'][number]

  for (let block = 0; block < (counts[0] as number); block += 1) {
    const end = starts[block + 1] as number

    for (let place = starts[block] as number; place < end; place += 1) {
      const left = members[place] as number

      if (mixed(left) % oneIn !== 0) continue
      for (let other = place + 1; other < end; other += 1) {
        const right = members[other] as number

        if (isWanted(blocks.systems, left, right) && !isYieldedBefore(rule, block, blocks, left, right))
          visit(left, right)
      }
    }
  }
}

/** Share of random pairs at each level. */
export function observeRandomPairs(
  model: MatchModel,
  { systems }: Blocks,
  recordCount: number,
  weigher: PairWeigher,
): LevelProbabilities {
  const draws = Math.min(RANDOM_PAIRS_MAX, Math.max(RANDOM_PAIRS_MIN, RANDOM_PAIRS_PER_RECORD * recordCount))
  const counts = model.comparisons.map(({ levels }) => levels.map(() => UNSEEN_PAIRS))
  let pairs = 0
  let state = 1

  for (let draw = 0; draw < draws; draw += 1) {
    state = mixed(state + draw)
    const left = state % recordCount

    state = mixed(state ^ 0x5bd1e995)
    const right = state % recordCount

    if (left === right || !isWanted(systems, left, right)) continue
    pairs += 1
    weigher.observe(left, right)
    for (let comparison = 0; comparison < counts.length; comparison += 1) {
      const row = counts[comparison] as number[]
      const level = weigher.levels[comparison] as number

      row[level] = (row[level] as number) + 1
    }
  }

  return counts.map((row) => row.map((count) => count / Math.max(1, pairs)))
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
