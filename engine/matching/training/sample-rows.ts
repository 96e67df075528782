import { columnOf, type MatchColumn } from '../../../rules/matching/match-column.ts'
import type { EncodedRows } from '../encode-rows.ts'
import { sharedInt32 } from '../kernel/shared-columns.ts'
import { compactTextTable } from '../kernel/text-table.ts'

/** Every n-th record, so many that what blocking rules cost can be told from them: where there are few, all. */
export function sampleRows(rows: EncodedRows, size: number): EncodedRows {
  const step = Math.max(1, Math.ceil(rows.count / size))

  if (step === 1) return rows
  const count = Math.ceil(rows.count / step)

  return {
    count,
    recordIds: everyNth(rows.recordIds, count, step),
    fields: new Map([...rows.fields].map(([name, column]) => [name, sampleColumn(column, count, step)])),
    ...(rows.systems === undefined ? {} : { systems: everyNth(rows.systems, count, step) }),
  }
}

function everyNth(values: Int32Array, count: number, step: number): Int32Array {
  return sharedInt32(count).map((_, place) => values[place * step] as number)
}

/** The texts of the chosen records alone: deriving costs what the distinct texts cost. */
function sampleColumn({ codes, stride, offset, size, text }: MatchColumn, count: number, step: number): MatchColumn {
  const table = compactTextTable()
  const known = new Int32Array(size)
  const sampled = sharedInt32(count)

  for (let place = 0; place < count; place += 1) {
    const code = codes[place * step * stride + offset] as number

    if (code === 0) continue
    if (known[code] === 0) known[code] = table.codeOf(text(code))
    sampled[place] = known[code] as number
  }

  return columnOf(sampled, table)
}
