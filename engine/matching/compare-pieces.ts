import type { CompareWorkers } from './compare-workers.ts'
import { pairsBetween, type Blocks, type RuleBlocks } from './kernel/block-records.ts'
import type { BlockPiece, ComparedPiece, WeighedPairs } from './kernel/compare-piece.ts'
import type { MatchTools } from './match-outcome.ts'

/** A piece takes a thread some hundredths of a second: progress moves, and all threads end together. */
const PAIRS_PER_PIECE = 50_000

export interface ComparedPairs extends WeighedPairs {
  readonly pairsByRule: readonly number[]
}

interface SizedPiece extends BlockPiece {
  readonly pairs: number
}

/** Compares all blocks, in pieces of about equal numbers of pairs so that all threads finish together. */
export async function comparePieces(
  { rules }: Blocks,
  workers: CompareWorkers,
  tools: MatchTools,
): Promise<ComparedPairs> {
  const pieces = rules.flatMap((blocks, rule) => cutRule(blocks, rule))
  const total = pieces.reduce((sum, piece) => sum + piece.pairs, 0)
  let done = 0

  tools.progress?.(0, total)
  const compared = await Promise.all(
    pieces.map(async ({ pairs, ...piece }) => {
      const result = await workers.compare(piece)

      done += pairs
      tools.progress?.(done, total)

      return result
    }),
  )

  return { ...concatenate(compared), pairsByRule: countByRule(rules.length, pieces, compared) }
}

/** Runs of small blocks, and the parts of large ones. */
export function cutRule(blocks: RuleBlocks, rule: number): readonly SizedPiece[] {
  const pieces: SizedPiece[] = []
  const blockCount = blocks.counts[0] as number
  let from = 0

  for (let block = 0; block < blockCount; block += 1) {
    const pairs = pairsBetween(blocks, from, block + 1)

    if (pairs < PAIRS_PER_PIECE && block < blockCount - 1) continue
    if (pairsBetween(blocks, block, block + 1) <= PAIRS_PER_PIECE) pieces.push({ rule, from, to: block + 1, pairs })
    else {
      if (block > from) pieces.push({ rule, from, to: block, pairs: pairsBetween(blocks, from, block) })
      pieces.push(...cutBlock(blocks, rule, block))
    }
    from = block + 1
  }

  return pieces
}

/** A member is compared with those after it: the first have more to do than the last. */
function cutBlock(blocks: RuleBlocks, rule: number, block: number): readonly SizedPiece[] {
  const pieces: SizedPiece[] = []
  const pairs = pairsBetween(blocks, block, block + 1)
  const end = blocks.starts[block + 1] as number
  let from = blocks.starts[block] as number
  // Where records of one system are not compared, fewer are candidates than a block of this size has pairs.
  const share = pairs / (((end - from) * (end - from - 1)) / 2)
  let announced = 0
  let cut = 0

  for (let place = from; place < end - 1; place += 1) {
    cut += (end - place - 1) * share
    const size = Math.round(cut) - announced

    if (size < PAIRS_PER_PIECE && place < end - 2) continue
    pieces.push({ rule, from: block, to: block + 1, lefts: { from, to: place + 1 }, pairs: size })
    announced += size
    from = place + 1
  }

  return pieces
}

function countByRule(
  ruleCount: number,
  pieces: readonly BlockPiece[],
  compared: readonly ComparedPiece[],
): readonly number[] {
  const counts = new Array<number>(ruleCount).fill(0)

  pieces.forEach(({ rule }, index) => {
    counts[rule] = (counts[rule] as number) + (compared[index] as ComparedPiece).pairCount
  })

  return counts
}

/** Weighed pairs one after the other. */
export function concatenate(compared: readonly WeighedPairs[]): WeighedPairs {
  const length = (of: (piece: WeighedPairs) => ArrayLike<number>) =>
    compared.reduce((sum, piece) => sum + of(piece).length, 0)
  const fill = <Values extends Int32Array | Float64Array>(
    target: Values,
    of: (piece: WeighedPairs) => Values,
  ): Values => {
    let offset = 0

    for (const piece of compared) {
      target.set(of(piece), offset)
      offset += of(piece).length
    }

    return target
  }
  const pairs = length((piece) => piece.left)

  return {
    left: fill(new Int32Array(pairs), (piece) => piece.left),
    right: fill(new Int32Array(pairs), (piece) => piece.right),
    weight: fill(new Float64Array(pairs), (piece) => piece.weight),
    pattern: fill(new Float64Array(pairs), (piece) => piece.pattern),
    parts: fill(new Float64Array(length((piece) => piece.parts)), (piece) => piece.parts),
  }
}
