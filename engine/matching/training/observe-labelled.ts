import type { PatternCounts } from '../../../rules/matching/training/pattern-counts.ts'
import type { LabelledPairs } from '../../../rules/matching/training/training-pairs.ts'
import type { AssertedPairs } from '../asserted-pairs.ts'
import { firstSharedBlock, type Blocks } from '../kernel/block-records.ts'
import { openKernel, type KernelData } from '../kernel/kernel.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import { pairObserver } from './observe-pairs.ts'

export interface ObservedLabels {
  readonly labelled: LabelledPairs
  /** The labelled pairs that some rule yields, counted less than nothing: beside the candidates, they take them out again. */
  readonly notCandidates: PatternCounts
}

/** Levels of the pairs that persons have spoken about. */
export function observeLabelled(data: KernelData, { same, different }: AssertedPairs): ObservedLabels {
  const { blocks, count } = data
  const records = { ...data, columns: openColumns(data.columns) }
  const { weigher } = openKernel(data)
  const observe = (pairs: readonly number[], times: number) => {
    const observer = pairObserver(records, weigher)

    for (const pair of pairs) observer.add(Math.floor(pair / count), pair % count, times)
    return observer.take()
  }
  const isYielded = (pair: number) => isCandidate(blocks, Math.floor(pair / count), pair % count)

  return {
    labelled: { match: observe([...same], 1), unmatched: observe([...different], 1) },
    notCandidates: observe([...same, ...different].filter(isYielded), -1),
  }
}

function isCandidate(blocks: Blocks, left: number, right: number): boolean {
  if (blocks.systems !== undefined && blocks.systems[left] === blocks.systems[right]) return false

  return blocks.rules.some((_, rule) => firstSharedBlock(blocks, rule, left, right) !== -1)
}
