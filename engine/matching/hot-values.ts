import { blockColumns } from '../../rules/matching/match-model.ts'
import type { MatchColumn } from '../../rules/matching/match-column.ts'
import type { HotKey } from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import { openColumns } from './kernel/shared-columns.ts'
import type { HotValue } from './match-outcome.ts'

const HOT_VALUES_PER_RULE = 50

/** Names the values that too many records share, most frequent first; equal counts by value. */
export function describeHotKeys(
  hotKeys: readonly (readonly HotKey[])[],
  { model, columns }: KernelData,
): readonly HotValue[] {
  const opened = openColumns(columns)

  return model.blockingRules.flatMap((blockingRule, rule) => {
    const { name } = blockingRule
    const keyColumns = blockColumns(blockingRule).map((key) => opened.get(key) as MatchColumn)
    const values = (hotKeys[rule] ?? []).map(({ record, count }) => ({
      rule: name,
      value: keyColumns.map((column) => valueOf(column, record)).join(' · '),
      count,
    }))

    return values
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
      .slice(0, HOT_VALUES_PER_RULE)
  })
}

function valueOf({ codes, stride, offset, text }: MatchColumn, record: number): string {
  return text(codes[record * stride + offset] as number)
}
