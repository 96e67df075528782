import { columnsInUse, columnsWithTexts, type MatchModel } from '../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { frequencyColumns } from '../../rules/matching/population.ts'
import { countInThreads, type CountPopulation, type ReadPopulation } from './count-population.ts'
import { deriveInThreads } from './derive-in-threads.ts'
import type { EncodedRows } from './encode-rows.ts'
import { allocateBlocks } from './kernel/block-records.ts'
import type { KernelData } from './kernel/kernel.ts'
import { openColumns, sharedInt32, type SharedColumn, type SharedColumns } from './kernel/shared-columns.ts'
import { workInline, type KernelWorkers } from './kernel-workers.ts'

/** Derives the model's columns, counts their values and puts the codes of each record side by side. */
export async function prepareKernel(
  rows: EncodedRows,
  model: MatchModel,
  workers: KernelWorkers = workInline(),
  count?: CountPopulation | ReadPopulation,
): Promise<KernelData> {
  const textNames = new Set([...columnsWithTexts(model), ...(count === undefined ? [] : frequencyColumns(model))])
  const derived = await deriveInThreads(model, rows.fields, textNames, workers)
  const [columns, counted] = await Promise.all([
    sideBySide(derived, columnsInUse(model), textNames, rows.count, workers),
    count === undefined ? countInThreads(derived, model, rows.count, workers) : undefined,
  ])
  const population = counted ?? (await (count as ReadPopulation)(openColumns(columns), model, rows.count))

  return {
    model,
    count: rows.count,
    columns,
    population,
    blocks: allocateBlocks(rows.count, model.blockingRules.length, rows.systems),
    weightMin: weightOfProbability(model.reviewAbove),
  }
}

/** Records a thread puts side by side at a time. */
const GATHERED_PER_TASK = 1 << 18

async function sideBySide(
  derived: ReadonlyMap<string, SharedColumn>,
  names: readonly string[],
  textNames: ReadonlySet<string>,
  count: number,
  workers: KernelWorkers,
): Promise<SharedColumns> {
  const chosen = names.map((name) => derived.get(name) as SharedColumn)
  const columns = chosen.map(({ codes }) => codes)
  const target = sharedInt32(count * names.length)
  const tasks = Array.from({ length: Math.ceil(count / GATHERED_PER_TASK) }, (_, task) => task * GATHERED_PER_TASK)

  await Promise.all(
    tasks.map(async (from) =>
      workers.run({ do: 'gather', columns, target, from, to: Math.min(count, from + GATHERED_PER_TASK) }),
    ),
  )

  return {
    names,
    codes: target,
    sizes: chosen.map(({ size }) => size),
    texts: new Map(
      names.flatMap((name, index) => {
        const { texts } = chosen[index] as SharedColumn

        return textNames.has(name) && texts !== undefined ? [[name, texts]] : []
      }),
    ),
  }
}
