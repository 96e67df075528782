import { groupRecords } from '../../rules/matching/group-records.ts'
import type { MatchColumn, MatchColumns } from '../../rules/matching/match-column.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { frequencyColumns, perEntity, type Population, type ValueCounts } from '../../rules/matching/population.ts'
import { sharedInt32 } from './kernel/shared-columns.ts'

/** Says how common values are, of the derived columns of so many records. */
export type CountPopulation = (columns: MatchColumns, model: MatchModel, recordCount: number) => Population

/**
 * Counts the values a model weighs by their frequency. Records that say the same in all of these columns are copies of one
 * content and count once, so that the values of a customer with a thousand orders do not look like everybody's.
 */
export function countPopulation(columns: MatchColumns, model: MatchModel, recordCount: number): Population {
  const names = frequencyColumns(model)
  const counted = names.map((name) => columns.get(name) as MatchColumn)
  const { sizes, firsts } = groupRecords(counted, recordCount, 'any')
  const contents = counted.map((column) => countValues(column, firsts))
  const filled = counted.map((column) => countFilled(column, firsts, sizes))

  return {
    recordCount,
    recordsPerEntity: perEntity(
      recordCount,
      contents.map(({ distinct }, index) => ({ distinct, filled: filled[index] as number })),
    ),
    contentsPerEntity: perEntity(firsts.length, contents),
    valueCounts: new Map(names.map((name, index) => [name, contents[index] as ValueCounts])),
  }
}

function countValues({ codes, stride, offset, size }: MatchColumn, records: Int32Array): ValueCounts {
  const counts = sharedInt32(size)
  let filled = 0
  let distinct = 0

  for (const record of records) {
    const code = codes[record * stride + offset] as number

    if (code === 0) continue
    if (counts[code] === 0) distinct += 1
    counts[code] = (counts[code] as number) + 1
    filled += 1
  }

  return { counts, filled, distinct }
}

/** Records with a value, copies and all. */
function countFilled({ codes, stride, offset }: MatchColumn, records: Int32Array, copies: Int32Array): number {
  let filled = 0

  records.forEach((record, index) => {
    if (codes[record * stride + offset] !== 0) filled += copies[index] as number
  })

  return filled
}
