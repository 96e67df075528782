import type { PairTest } from '../../../rules/matching/match-column.ts'
import { firstSharedBlock, type Blocks } from '../kernel/block-records.ts'

/** Whether blocking yields a pair to be compared, once all rules are blocked. */
export function candidateTest(blocks: Blocks): PairTest {
  const { systems, rules } = blocks

  return (left, right) =>
    (systems === undefined || systems[left] !== systems[right]) &&
    rules.some((_, rule) => firstSharedBlock(blocks, rule, left, right) !== -1)
}
