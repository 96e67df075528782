import { keyedRule } from './block-keys.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import type { KernelData } from '../kernel/kernel.ts'

/** Blocks that may be compared, by key; the rest are none of tonight's business. */
export type IsCompared = (key: number) => boolean

/**
 * Every pair of rows that share a block which may be compared, at least one of them examined: as `left * count + right`,
 * ascending, each once. Rows are in one block by what they really have there, so a collision of hashes joins nobody.
 */
export function candidatePairs(
  data: KernelData,
  isExamined: Uint8Array,
  isCompared: IsCompared,
  pageCount: number,
): Float64Array {
  const { model, count } = data
  const columns = openColumns(data.columns)
  const pairs: number[] = []

  for (let rule = 0; rule < model.blockingRules.length; rule += 1) {
    const entries = keyedRule(model, rule, columns, count, pageCount)
    const { groupOf, firsts, sizes } = entries.groups()
    const isWanted = Uint8Array.from(firsts, (first, group) =>
      (sizes[group] as number) > 1 && isCompared(entries.keyOf(first)) ? 1 : 0,
    )

    for (const rows of rowsByGroup(groupOf, isWanted, entries.recordOf)) addPairs(rows, isExamined, count, pairs)
  }
  const sorted = Float64Array.from(pairs).sort()

  return sorted.filter((pair, place) => pair !== sorted[place - 1])
}

/** The rows of each wanted group, ascending. */
function rowsByGroup(
  groupOf: Int32Array,
  isWanted: Uint8Array,
  recordOf: (entry: number) => number,
): Iterable<readonly number[]> {
  const rows = new Map<number, number[]>()

  groupOf.forEach((group, entry) => {
    if (group === -1 || isWanted[group] === 0) return
    const known = rows.get(group)

    if (known === undefined) rows.set(group, [recordOf(entry)])
    else known.push(recordOf(entry))
  })

  return rows.values()
}

function addPairs(rows: readonly number[], isExamined: Uint8Array, count: number, pairs: number[]): void {
  rows.forEach((left, place) => {
    for (let other = place + 1; other < rows.length; other += 1) {
      const right = rows[other] as number

      if (isExamined[left] === 1 || isExamined[right] === 1) pairs.push(left * count + right)
    }
  })
}
