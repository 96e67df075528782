import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { pairWeigher, type PairWeigher } from '../../../rules/matching/pair-weigher.ts'
import { withRelations } from '../../../rules/matching/relation-weight.ts'
import type { Population } from '../../../rules/matching/population.ts'
import { ruleColumns, type BlockingRule } from './block-entries.ts'
import { blockRecords, type Blocks, type HotKey } from './block-records.ts'
import { comparePiece, type BlockPiece, type ComparedPiece } from './compare-piece.ts'
import { openColumns, type SharedColumns } from './shared-columns.ts'

/** All a thread needs, once: the model and the records in shared memory. */
export interface KernelData {
  readonly model: MatchModel
  /** Records compared; the population may have been counted over others. */
  readonly count: number
  readonly columns: SharedColumns
  readonly population: Population
  readonly blocks: Blocks
  readonly weightMin: number
}

export type KernelTask =
  { readonly do: 'block'; readonly rule: number } | { readonly do: 'compare'; readonly piece: BlockPiece }

/** The synchronous work on one set of records, the same in every thread and without any. */
export interface Kernel {
  readonly weigher: PairWeigher
  block(rule: number): readonly HotKey[]
  compare(piece: BlockPiece): ComparedPiece
}

export function openKernel({ model, count, columns, population, blocks, weightMin }: KernelData): Kernel {
  const opened = openColumns(columns)
  const weigher = withRelations(pairWeigher(model, opened, population), model, population)

  return {
    weigher,
    block(rule) {
      const columns = ruleColumns(model.blockingRules[rule] as BlockingRule, opened)

      const { blocks: found, hotKeys } = blockRecords(columns, model.blockSizeMax, rule, blocks, count)

      blocks.rules[rule] = found

      return hotKeys
    },
    compare: (piece) => comparePiece(piece, blocks, model, weigher, weightMin),
  }
}
