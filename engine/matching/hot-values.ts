import type { HotKey } from './kernel/block-rows.ts'
import type { KernelData } from './kernel/kernel.ts'
import { openColumn } from './kernel/shared-column.ts'
import type { HotValue } from './match-outcome.ts'

const HOT_VALUES_PER_RULE = 50

/** Names the values that too many records share, most frequent first; equal counts by value. */
export function describeHotKeys(
  hotKeys: readonly (readonly HotKey[])[],
  { model, columns }: KernelData,
): readonly HotValue[] {
  return model.blockingRules.flatMap(({ name, keys }, rule) => {
    const opened = keys.map((key) => openColumn(columns.get(key) as NonNullable<ReturnType<typeof columns.get>>))
    const values = (hotKeys[rule] ?? []).map(({ record, count }) => ({
      rule: name,
      value: opened.map((column) => column.text(column.codes[record] as number)).join(' · '),
      count,
    }))

    return values
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
      .slice(0, HOT_VALUES_PER_RULE)
  })
}
