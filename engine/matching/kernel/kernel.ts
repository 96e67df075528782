import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { pairWeigher, type ValueCounts } from '../../../rules/matching/pair-weigher.ts'
import { blockRows, type HotKey, type RuleBlocks } from './block-rows.ts'
import { comparePiece, type BlockPiece, type ComparedPiece } from './compare-piece.ts'
import { openColumn, type SharedColumn } from './shared-column.ts'

/** All a thread needs, once: the model and the records in shared memory. */
export interface KernelData {
  readonly model: MatchModel
  readonly recordCount: number
  readonly columns: ReadonlyMap<string, SharedColumn>
  readonly valueCounts: ReadonlyMap<string, ValueCounts>
  readonly blocks: readonly RuleBlocks[]
  readonly weightMin: number
}

export type KernelTask =
  { readonly do: 'block'; readonly rule: number } | { readonly do: 'compare'; readonly piece: BlockPiece }

/** The synchronous work on one set of records, the same in every thread and without any. */
export interface Kernel {
  block(rule: number): readonly HotKey[]
  compare(piece: BlockPiece): ComparedPiece
  weigher: ReturnType<typeof pairWeigher>
}

export function openKernel({ model, recordCount, columns, valueCounts, blocks, weightMin }: KernelData): Kernel {
  const opened = new Map([...columns].map(([name, column]) => [name, openColumn(column)]))
  const weigher = pairWeigher(model, opened, { recordCount, valueCounts })

  return {
    weigher,
    block(rule) {
      const keys = model.blockingRules[rule]?.keys.map((key) => (columns.get(key) as SharedColumn).codes) ?? []

      return blockRows(keys, model.blockSizeMax, blocks[rule] as RuleBlocks)
    },
    compare: (piece) => comparePiece(piece, blocks, model, weigher, weightMin),
  }
}
