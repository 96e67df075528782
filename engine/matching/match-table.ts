import type { ColumnUse } from '../../rules/matching/auto/column-use.ts'
import { suggestModel } from '../../rules/matching/auto/suggest-model.ts'
import { withUsedColumns } from '../../rules/matching/auto/used-columns.ts'
import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { priorWeight, weightOfProbability } from '../../rules/matching/match-weight.ts'
import { degenerateReasons } from '../../rules/matching/training/degenerate-model.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import { blockAll } from './block-all.ts'
import { assertPairsAffordable } from './blocking-cost.ts'
import { comparePieces } from './compare-pieces.ts'
import { learnClusterAbove } from './cluster/learn-cluster-above.ts'
import { compareWorkers } from './compare-workers.ts'
import type { EncodedRows } from './encode-rows.ts'
import { describeHotKeys } from './hot-values.ts'
import { startWorkers, workInline, type KernelWorkers } from './kernel-workers.ts'
import type { HotKey } from './kernel/block-records.ts'
import type { WeighedPairs } from './kernel/compare-piece.ts'
import { openKernel, type Kernel, type KernelData } from './kernel/kernel.ts'
import { sharedInt32 } from './kernel/shared-columns.ts'
import { linkRecords } from './link-records.ts'
import type { MatchOutcome, MatchTools } from './match-outcome.ts'
import { prepareKernel } from './prepare-kernel.ts'
import { stopwatch, type Stopwatch } from './stopwatch.ts'
import { encodedRows, type MatchTable } from './table/match-table.ts'
import { chooseRules, keepRules, type RuleCost } from './training/choose-rules.ts'
import { sampleRows } from './training/sample-rows.ts'
import { trainModel, type TrainedModel } from './training/train-model.ts'

/** Up to so many records a thread takes longer to start than the work takes. */
const RECORDS_INLINE_MAX = 8_000
/** What blocking rules cost is told from so many records. */
const SAMPLE_SIZE = 30_000

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
  /** Why what was learnt is doubtful, each a clause in words. */
  readonly doubts: readonly string[]
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
  const { data: blocked, hotKeys, origin } = await prepare(rows, table, options, workers, watch)
  assertPairsAffordable(blocked, tools)
  const compared = await comparePieces(blocked.blocks, compareWorkers(blocked, workers), tools)

  watch.lap('compare')
  const kernel = openKernel(blocked)
  const data = origin === undefined ? blocked : withClusterAbove(blocked, compared, kernel)
  const linked = linkRecords(compared, [], rows, kernel, data)

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

/** What a model made for the table allows within a cluster, learnt from its links. */
function withClusterAbove(data: KernelData, compared: WeighedPairs, { weigher }: Kernel): KernelData {
  const learnt = learnClusterAbove(
    compared,
    data.count,
    (left, right) => weigher.weigh(left, right),
    data.blocks.systems,
  )

  return learnt === undefined ? data : { ...data, model: { ...data.model, clusterAbove: learnt } }
}

interface Prepared {
  readonly data: KernelData
  readonly hotKeys: readonly (readonly HotKey[])[]
  readonly origin: ModelOrigin | undefined
}

/** Derives and blocks; a model is made for the table where none is given. */
async function prepare(
  rows: EncodedRows,
  table: MatchTable,
  { model }: TableOptions,
  workers: KernelWorkers,
  watch: Stopwatch,
): Promise<Prepared> {
  if (model === undefined) {
    assertComparable(table)

    return prepareModel(rows, workers, watch)
  }
  const data = await prepareKernel(rows, assertColumns(model, table), workers)

  watch.lap('derive')
  const hotKeys = await blockAll(data, workers)

  watch.lap('block')

  return { data, hotKeys, origin: undefined }
}

/** Puts a model together for the columns, chooses its blocking rules by what they cost among a sample, and learns its weights. */
async function prepareModel(rows: EncodedRows, workers: KernelWorkers, watch: Stopwatch): Promise<Prepared> {
  const suggested = suggestModel(rows.fields, rows.count)

  if (suggested === undefined) throw nothingToCompare(rows.count, rows.fields.size)
  const sample = sampleRows(rows, SAMPLE_SIZE)
  const ofSample = await prepareKernel(sample, scaledBlocks(suggested.model, sample.count / rows.count), workers)
  const sampleHotKeys = await blockAll(ofSample, workers)
  const chosen = chooseRules(suggested.model, ofSample.blocks, sample.count, rows.count)

  watch.lap('profile')
  const isWhole = sample.count === rows.count
  const narrowed = isWhole
    ? withRules(ofSample, chosen.taken)
    : await prepareKernel(rows, withUsedColumns(modelWithRules(suggested.model, chosen.taken)), workers)

  watch.lap('derive')
  const hotKeys = isWhole
    ? chosen.taken.map((rule) => sampleHotKeys[rule] as readonly HotKey[])
    : await blockAll(narrowed, workers)

  watch.lap('block')
  const training = await trainModel(narrowed, workers)

  watch.lap('train')

  return {
    data: { ...narrowed, model: training.model, weightMin: weightOfProbability(training.model.reviewAbove) },
    hotKeys,
    origin: {
      uses: suggested.uses,
      rules: chosen.costs,
      training,
      doubts: degenerateReasons(narrowed.model, training.estimate, narrowed.population),
    },
  }
}

/** What is too common among all records is so among a sample at its share. */
function scaledBlocks(model: MatchModel, share: number): MatchModel {
  return { ...model, blockSizeMax: Math.max(2, Math.round(model.blockSizeMax * share)) }
}

function modelWithRules(model: MatchModel, taken: readonly number[]): MatchModel {
  return {
    ...model,
    blockingRules: taken.map((rule) => model.blockingRules[rule] as MatchModel['blockingRules'][number]),
  }
}

function withRules(data: KernelData, taken: readonly number[]): KernelData {
  const { model, blocks, count } = data

  return { ...data, model: modelWithRules(model, taken), blocks: keepRules(blocks, taken, count) }
}

function rowsOf(table: MatchTable, { acrossSystemsOnly }: TableOptions): EncodedRows {
  return acrossSystemsOnly ? { ...encodedRows(table), systems: sharedSystems(table) } : encodedRows(table)
}

function sharedSystems({ count, systems }: MatchTable): Int32Array {
  const shared = sharedInt32(count)

  shared.set(systems)

  return shared
}

/** A column in which so many records say something, and not all the same, can tell records apart. */
const COMPARABLE_MIN = 4

/** A model cannot be made of files whose records are too few, or all alike. */
function assertComparable({ count, columns }: MatchTable): void {
  const isComparable = columns.some(({ codes, texts }) => {
    let filled = 0

    for (let record = 0; record < count && filled < COMPARABLE_MIN; record += 1) if (codes[record] !== 0) filled += 1

    return filled >= COMPARABLE_MIN && texts.size > 2
  })

  if (!isComparable) throw nothingToCompare(count, columns.length)
}

function nothingToCompare(count: number, columns: number): ReconcileError {
  return new ReconcileError('NOTHING_TO_COMPARE', { count, filled: COMPARABLE_MIN, columns })
}

function assertColumns(model: MatchModel, { columns }: MatchTable): MatchModel {
  const known = new Set(columns.map(({ name }) => name))
  const missing = fieldsOfModel(model).filter((field) => !known.has(field))

  if (missing.length > 0) {
    throw new ReconcileError('MODEL_COLUMNS_MISSING', { columns: missing.join(', '), known: [...known].join(', ') })
  }

  return model
}
