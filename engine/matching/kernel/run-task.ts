import type { PatternCounts } from '../../../rules/matching/training/pattern-counts.ts'
import { observeCandidates, observeRandomPairs, type ObservedRecords } from '../training/observe-pairs.ts'
import { ruleColumns, type BlockingRule } from './block-entries.ts'
import { blockRecords, type BlockedRule } from './block-records.ts'
import type { BlockPiece, ComparedPiece } from './compare-piece.ts'
import { countValues, findCopies, type Contents, type CountedColumn } from './count-values.ts'
import { deriveColumn, type ColumnTask } from './derive-column.ts'
import { openKernel, type Kernel, type KernelData } from './kernel.ts'
import { gatherCodes, openColumns, type SharedColumn } from './shared-columns.ts'

/** What a thread is asked to do. Every task brings its data, which costs handles: the arrays are in shared memory. */
export type KernelTask =
  | { readonly do: 'derive'; readonly column: ColumnTask }
  | {
      readonly do: 'gather'
      readonly columns: readonly Int32Array[]
      readonly target: Int32Array
      readonly from: number
      readonly to: number
    }
  | { readonly do: 'find copies'; readonly columns: readonly SharedColumn[]; readonly recordCount: number }
  | { readonly do: 'count'; readonly column: SharedColumn; readonly copies: Int32Array }
  | { readonly do: 'block'; readonly data: KernelData; readonly rule: number }
  | {
      readonly do: 'observe'
      readonly data: KernelData
      readonly kernel: number
      readonly part: number
    }
  | { readonly do: 'draw'; readonly data: KernelData; readonly kernel: number; readonly part: number }
  | { readonly do: 'compare'; readonly data: KernelData; readonly kernel: number; readonly piece: BlockPiece }

export interface TaskResults {
  readonly derive: SharedColumn
  readonly gather: void
  readonly 'find copies': Contents
  readonly count: CountedColumn
  readonly block: BlockedRule
  readonly observe: PatternCounts
  readonly draw: number[][]
  readonly compare: ComparedPiece
}

/** Runs tasks, pure and synchronous. The kernel of the last comparison is kept open; another number means another kernel. */
export function taskRunner(): <Task extends KernelTask>(task: Task) => TaskResults[Task['do']] {
  let opened: { readonly number: number; readonly kernel: Kernel } | undefined

  function kernelOf({ data, kernel }: { readonly data: KernelData; readonly kernel: number }): Kernel {
    if (opened?.number !== kernel) opened = { number: kernel, kernel: openKernel(data) }

    return opened.kernel
  }

  function run(task: KernelTask): TaskResults[KernelTask['do']] {
    switch (task.do) {
      case 'derive':
        return deriveColumn(task.column)
      case 'gather':
        return gatherCodes(task.columns, task.target, task.from, task.to)
      case 'find copies':
        return findCopies(task.columns, task.recordCount)
      case 'count':
        return countValues(task.column, task.copies)
      case 'block':
        return block(task.data, task.rule)
      case 'observe':
        return observeCandidates(observed(task.data), kernelOf(task).weigher, task.part)
      case 'draw':
        return observeRandomPairs(observed(task.data), kernelOf(task).weigher, task.part)
      case 'compare':
        return kernelOf(task).compare(task.piece)
    }
  }

  return run as <Task extends KernelTask>(task: Task) => TaskResults[Task['do']]
}

function observed({ model, count, columns, population, blocks }: KernelData): ObservedRecords {
  return { model, count, columns: openColumns(columns), population, blocks }
}

function block({ model, count, columns, blocks }: KernelData, rule: number): BlockedRule {
  const keys = ruleColumns(model.blockingRules[rule] as BlockingRule, openColumns(columns))

  return blockRecords(keys, model.blockSizeMax, rule, blocks, count)
}
