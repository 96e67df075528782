import type { MatchModel } from '../../../rules/matching/match-model.ts'
import type { PairWeigher } from '../../../rules/matching/pair-weigher.ts'
import { patternOf } from '../../../rules/matching/pattern.ts'
import { firstSharedBlock, type Blocks, type RuleBlocks } from './block-records.ts'

/** A run of blocks of one rule. */
export interface BlockPiece {
  readonly rule: number
  readonly from: number
  readonly to: number
}

/** Pairs that reached the threshold, as columns; `left` is the lower record. */
export interface WeighedPairs {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
  readonly pattern: Float64Array
  readonly parts: Float64Array
}

export interface ComparedPiece extends WeighedPairs {
  /** Candidate pairs of the piece: those no earlier rule yields. */
  readonly pairCount: number
}

/** What weighing and keeping pairs needs of a weigher. */
type PieceWeigher = Pick<PairWeigher, 'levels' | 'parts' | 'weigh'>

/** Weighs every candidate pair of a piece and keeps those of at least `weightMin`. */
export function comparePiece(
  piece: BlockPiece,
  blocks: Blocks,
  model: MatchModel,
  weigher: PieceWeigher,
  weightMin: number,
): ComparedPiece {
  const { members, starts } = blocks.rules[piece.rule] as RuleBlocks
  const { systems } = blocks
  const kept = pairCollector(model)
  let pairCount = 0

  for (let block = piece.from; block < piece.to; block += 1) {
    const end = starts[block + 1] as number

    for (let place = starts[block] as number; place < end; place += 1) {
      const left = members[place] as number

      for (let other = place + 1; other < end; other += 1) {
        const right = members[other] as number

        if (systems !== undefined && systems[left] === systems[right]) continue
        if (isYieldedBefore(piece.rule, block, blocks, left, right)) continue
        pairCount += 1
        const weight = weigher.weigh(left, right, weightMin)

        if (weight >= weightMin) kept.add(left, right, weight, weigher)
      }
    }
  }

  return { ...kept.take(), pairCount }
}

/** A pair belongs to the first rule that yields it, and there to the first block; no set of pairs is kept. */
export function isYieldedBefore(rule: number, block: number, blocks: Blocks, left: number, right: number): boolean {
  for (let earlier = 0; earlier < rule; earlier += 1)
    if (firstSharedBlock(blocks, earlier, left, right) !== -1) return true

  return blocks.rules[rule]?.lists !== undefined && firstSharedBlock(blocks, rule, left, right) < block
}

/** Collects weighed pairs into typed columns. */
export function pairCollector(model: MatchModel) {
  const left: number[] = []
  const right: number[] = []
  const weight: number[] = []
  const pattern: number[] = []
  const parts: number[] = []

  return {
    add(leftRecord: number, rightRecord: number, pairWeight: number, weigher: PieceWeigher): void {
      left.push(leftRecord)
      right.push(rightRecord)
      weight.push(pairWeight)
      pattern.push(patternOf(weigher.levels, model))
      for (const part of weigher.parts) parts.push(part)
    },
    take: (): WeighedPairs => ({
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      weight: Float64Array.from(weight),
      pattern: Float64Array.from(pattern),
      parts: Float64Array.from(parts),
    }),
  }
}
