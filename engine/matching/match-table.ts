import type { ColumnUse } from '../../rules/matching/auto/column-use.ts'
import { suggestModel } from '../../rules/matching/auto/suggest-model.ts'
import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { priorWeight, weightOfProbability } from '../../rules/matching/match-weight.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { blockAll } from './block-all.ts'
import { assertPairsAffordable } from './blocking-cost.ts'
import { comparePieces } from './compare-pieces.ts'
import { compareWorkers } from './compare-workers.ts'
import type { EncodedRows } from './encode-rows.ts'
import { describeHotKeys } from './hot-values.ts'
import { startWorkers, workInline, type KernelWorkers } from './kernel-workers.ts'
import type { HotKey } from './kernel/block-records.ts'
import { openKernel, type KernelData } from './kernel/kernel.ts'
import { linkRecords } from './link-records.ts'
import type { MatchOutcome, MatchTools } from './match-outcome.ts'
import { prepareKernel } from './prepare-kernel.ts'
import { stopwatch, type Stopwatch } from './stopwatch.ts'
import { encodedRows, type MatchTable } from './table/match-table.ts'
import { chooseRules, keepRules, type RuleCost } from './training/choose-rules.ts'
import { trainModel, type TrainedModel } from './training/train-model.ts'

/** Up to so many records a thread takes longer to start than the work takes. */
const RECORDS_INLINE_MAX = 8_000

export interface TableOptions {
  /** Every file is free of duplicates: only records of different files are compared. */
  readonly acrossSystemsOnly: boolean
  /** Without one, a model is put together for the columns and trained on the records. */
  readonly model?: MatchModel | undefined
}

/** How the model came about, where it was not given. */
export interface ModelOrigin {
  readonly uses: readonly ColumnUse[]
  readonly rules: readonly RuleCost[]
  readonly training: Pick<TrainedModel, 'estimate'>
}

export interface TableMatch extends MatchOutcome {
  readonly model: MatchModel
  readonly origin: ModelOrigin | undefined
}

/** Finds the records of a table that describe the same thing, by the model given or by one it makes for the table. */
export async function matchTable(table: MatchTable, options: TableOptions, tools: MatchTools): Promise<TableMatch> {
  const watch = stopwatch()
  const rows = rowsOf(table, options)
  await using workers =
    table.count <= RECORDS_INLINE_MAX ? workInline(tools.signal) : startWorkers(tools.workerCount, tools.signal)
  const { data, hotKeys, origin } = await prepare(rows, table, options, workers, watch)
  assertPairsAffordable(data, tools)
  const compared = await comparePieces(data.blocks, compareWorkers(data, workers), tools)

  watch.lap('compare')
  const linked = linkRecords(compared, [], rows, openKernel(data), data)

  watch.lap('cluster')

  return {
    data,
    recordIds: rows.recordIds,
    ...linked,
    prior: priorWeight(data.model, data.population),
    candidatePairCount: compared.pairsByRule.reduce((sum, pairs) => sum + pairs, 0),
    pairsByRule: compared.pairsByRule,
    hotValues: describeHotKeys(hotKeys, data),
    seconds: watch.seconds(),
    model: data.model,
    origin,
  }
}

interface Prepared {
  readonly data: KernelData
  readonly hotKeys: readonly (readonly HotKey[])[]
  readonly origin: ModelOrigin | undefined
}

/** Derives and blocks; of a model made for the table, the blocking rules are chosen by what they cost, and the weights learnt. */
async function prepare(
  rows: EncodedRows,
  table: MatchTable,
  { model }: TableOptions,
  workers: KernelWorkers,
  watch: Stopwatch,
): Promise<Prepared> {
  const suggested = model === undefined ? suggestModel(rows.fields, rows.count) : undefined

  watch.lap('profile')
  const data = await prepareKernel(rows, suggested?.model ?? assertColumns(model as MatchModel, table), workers)

  watch.lap('derive')
  const hotKeys = await blockAll(data, workers)

  watch.lap('block')
  if (suggested === undefined) return { data, hotKeys, origin: undefined }
  const chosen = chooseRules(data.model, data.blocks, data.count)
  const narrowed = withRules(data, chosen.taken)
  const training = trainModel(narrowed)

  watch.lap('train')

  return {
    data: { ...narrowed, model: training.model, weightMin: weightOfProbability(training.model.reviewAbove) },
    hotKeys: chosen.taken.map((rule) => hotKeys[rule] as readonly HotKey[]),
    origin: { uses: suggested.uses, rules: chosen.costs, training },
  }
}

function withRules(data: KernelData, taken: readonly number[]): KernelData {
  const { model, blocks, count } = data

  return {
    ...data,
    model: {
      ...model,
      blockingRules: taken.map((rule) => model.blockingRules[rule] as MatchModel['blockingRules'][number]),
    },
    blocks: keepRules(blocks, taken, count),
  }
}

function rowsOf(table: MatchTable, { acrossSystemsOnly }: TableOptions): EncodedRows {
  return acrossSystemsOnly ? { ...encodedRows(table), systems: sharedSystems(table) } : encodedRows(table)
}

function sharedSystems({ count, systems }: MatchTable): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(4 * count))

  shared.set(systems)

  return shared
}

function assertColumns(model: MatchModel, { columns }: MatchTable): MatchModel {
  const known = new Set(columns.map(({ name }) => name))
  const missing = fieldsOfModel(model).filter((field) => !known.has(field))

  if (missing.length > 0) {
    throw new ReconcileError('MODEL_COLUMNS_MISSING', { columns: missing.join(', '), known: [...known].join(', ') })
  }

  return model
}
