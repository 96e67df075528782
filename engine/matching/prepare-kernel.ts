import { deriveColumns } from '../../rules/matching/derive-columns.ts'
import { columnsInUse, columnsWithTexts, type MatchModel } from '../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { countPopulation, type CountPopulation } from './count-population.ts'
import type { EncodedRows } from './encode-rows.ts'
import { allocateBlocks } from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import { shareColumns } from './kernel/shared-columns.ts'
import { compactTextTable } from './kernel/text-table.ts'

/** Derives the model's columns and moves what the threads need of them into shared memory. */
export function prepareKernel(
  rows: EncodedRows,
  model: MatchModel,
  count: CountPopulation = countPopulation,
): KernelData {
  const columns = deriveColumns(model, rows.fields, compactTextTable)

  return {
    model,
    count: rows.count,
    columns: shareColumns(columns, columnsInUse(model), columnsWithTexts(model), rows.count),
    population: count(columns, model, rows.count),
    blocks: allocateBlocks(rows.count, model.blockingRules.length, rows.systems),
    weightMin: weightOfProbability(model.reviewAbove),
  }
}
