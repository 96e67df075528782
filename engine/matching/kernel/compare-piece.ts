import type { MatchModel } from '../../../rules/matching/match-model.ts'
import type { PairWeigher } from '../../../rules/matching/pair-weigher.ts'
import { patternOf } from '../../../rules/matching/pattern.ts'
import { firstSharedBlock, type Blocks, type RuleBlocks } from './block-records.ts'

/** A run of blocks of one rule, or a part of one large block. */
export interface BlockPiece {
  readonly rule: number
  readonly from: number
  readonly to: number
  /** Places of the members that are compared with those after them; all of them where it is left out. */
  readonly lefts?: { readonly from: number; readonly to: number }
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
    const { from, to } = piece.lefts ?? { from: starts[block] as number, to: end }

    for (let place = from; place < to; place += 1) {
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

/** Collects weighed pairs in typed columns that grow. */
export function pairCollector(model: MatchModel) {
  const partCount = model.comparisons.length
  let room = 256
  let count = 0
  let columns = allocatePairs(room, partCount)

  function grow(): void {
    const larger = allocatePairs(2 * room, partCount)

    larger.left.set(columns.left)
    larger.right.set(columns.right)
    larger.weight.set(columns.weight)
    larger.pattern.set(columns.pattern)
    larger.parts.set(columns.parts)
    room *= 2
    columns = larger
  }

  return {
    add(left: number, right: number, weight: number, { levels, parts }: Pick<PieceWeigher, 'levels' | 'parts'>): void {
      if (count === room) grow()
      columns.left[count] = left
      columns.right[count] = right
      columns.weight[count] = weight
      columns.pattern[count] = patternOf(levels, model)
      columns.parts.set(parts, count * partCount)
      count += 1
    },
    take: (): WeighedPairs => ({
      left: columns.left.slice(0, count),
      right: columns.right.slice(0, count),
      weight: columns.weight.slice(0, count),
      pattern: columns.pattern.slice(0, count),
      parts: columns.parts.slice(0, count * partCount),
    }),
  }
}

function allocatePairs(room: number, partCount: number): WeighedPairs {
  return {
    left: new Int32Array(room),
    right: new Int32Array(room),
    weight: new Float64Array(room),
    pattern: new Float64Array(room),
    parts: new Float64Array(room * partCount),
  }
}
