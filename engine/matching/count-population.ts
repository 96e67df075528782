import type { MatchColumn, MatchColumns } from '../../rules/matching/match-column.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import { frequencyColumns, perEntity, type Population, type ValueCounts } from '../../rules/matching/population.ts'
import { countValues, findCopies, type Contents, type CountedColumn } from './kernel/count-values.ts'
import type { SharedColumn } from './kernel/shared-columns.ts'
import type { KernelWorkers } from './kernel-workers.ts'

/** Says how common values are, of the derived columns of so many records. */
export type CountPopulation = (columns: MatchColumns, model: MatchModel, recordCount: number) => Population

/** The same where what was counted before has to be read first. */
export type ReadPopulation = (...known: Parameters<CountPopulation>) => Promise<Population> | Population

/**
 * Counts the values a model weighs by their frequency. Records that say the same in all of these columns are copies of one
 * content and count once, so that the values of a customer with a thousand orders do not look like everybody's.
 */
export function countPopulation(columns: MatchColumns, model: MatchModel, recordCount: number): Population {
  const names = frequencyColumns(model)
  const counted = names.map((name) => codesOnly(columns.get(name) as MatchColumn, recordCount))
  const contents = findCopies(counted, recordCount)

  return populationOf(
    names,
    counted.map((column) => countValues(column, contents.copies)),
    contents,
    recordCount,
  )
}

/** The same, every column in a thread of its own. */
export async function countInThreads(
  columns: ReadonlyMap<string, SharedColumn>,
  model: MatchModel,
  recordCount: number,
  workers: KernelWorkers,
): Promise<Population> {
  const names = frequencyColumns(model)
  const counted = names.map((name): SharedColumn => ({ ...(columns.get(name) as SharedColumn), texts: undefined }))
  const contents = await workers.run({ do: 'find copies', columns: counted, recordCount })
  const values = await Promise.all(
    counted.map(async (column) => workers.run({ do: 'count', column, copies: contents.copies })),
  )

  return populationOf(names, values, contents, recordCount)
}

function populationOf(
  names: readonly string[],
  counted: readonly CountedColumn[],
  contents: Contents,
  recordCount: number,
): Population {
  const values = counted.map((column) => column.values)

  return {
    recordCount,
    recordsPerEntity: perEntity(
      recordCount,
      counted.map(({ values: { distinct }, filledRecords }) => ({ distinct, filled: filledRecords })),
    ),
    contentsPerEntity: perEntity(contents.count, values),
    valueCounts: new Map(names.map((name, index) => [name, values[index] as ValueCounts])),
  }
}

function codesOnly({ codes, stride, offset, size }: MatchColumn, recordCount: number): SharedColumn {
  return {
    codes:
      stride === 1
        ? codes.subarray(offset, offset + recordCount)
        : Int32Array.from({ length: recordCount }, (_, record) => codes[record * stride + offset] as number),
    size,
  }
}
