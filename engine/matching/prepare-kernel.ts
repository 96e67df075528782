import { deriveColumns } from '../../rules/matching/derive-columns.ts'
import type { MatchColumn, MatchColumns } from '../../rules/matching/match-column.ts'
import { columnsInUse, columnsWithTexts, type MatchModel } from '../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { frequencyColumns, recordsPerEntity, type ValueCounts } from '../../rules/matching/population.ts'
import type { EncodedRows } from './encode-rows.ts'
import { allocateBlocks } from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import { shareColumns, sharedInt32 } from './kernel/shared-columns.ts'
import { compactTextTable } from './kernel/text-table.ts'

/** Derives the model's columns and moves what the threads need of them into shared memory. */
export function prepareKernel(rows: EncodedRows, model: MatchModel): KernelData {
  const columns = deriveColumns(model, rows.fields, compactTextTable)
  const valueCounts = countAll(columns, frequencyColumns(model))

  return {
    model,
    columns: shareColumns(columns, columnsInUse(model), columnsWithTexts(model), rows.count),
    population: { recordCount: rows.count, recordsPerEntity: recordsPerEntity(rows.count, valueCounts), valueCounts },
    blocks: allocateBlocks(rows.count, model.blockingRules.length),
    weightMin: weightOfProbability(model.reviewAbove),
  }
}

function countAll(columns: MatchColumns, names: readonly string[]): ReadonlyMap<string, ValueCounts> {
  return new Map(names.map((name) => [name, countValues(columns.get(name) as MatchColumn)]))
}

function countValues({ codes, size }: MatchColumn): ValueCounts {
  const counts = sharedInt32(size)
  let filled = 0

  for (const code of codes) {
    if (code === 0) continue
    counts[code] = (counts[code] as number) + 1
    filled += 1
  }

  return { counts, filled }
}
