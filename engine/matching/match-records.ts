import { deriveColumns } from '../../rules/matching/derive-columns.ts'
import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { priorWeight, weightOfProbability } from '../../rules/matching/match-weight.ts'
import { frequencyColumns, type ValueCounts } from '../../rules/matching/pair-weigher.ts'
import { startWorkers, workInline, type CompareWorkers } from './compare-workers.ts'
import { comparePieces } from './compare-pieces.ts'
import { encodeRows, type EncodedRows } from './encode-rows.ts'
import { describeHotKeys } from './hot-values.ts'
import { allocateBlocks, type HotKey } from './kernel/block-rows.ts'
import { openKernel, type KernelData } from './kernel/kernel.ts'
import { openColumn, shareColumn, sharedInt32, type SharedColumn } from './kernel/shared-column.ts'
import { linkRecords } from './link-records.ts'
import type { MatchInput, MatchOutcome, MatchTools } from './match-outcome.ts'
import { stopwatch } from './stopwatch.ts'

const PAIRS_INLINE_MAX = 20_000

/**
 * Finds the records that describe the same thing: blocks them, weighs every candidate pair, links those above the
 * model's thresholds and joins them into clusters. The outcome does not depend on the order of rows or the number of threads.
 */
export async function matchRecords(input: MatchInput, model: MatchModel, tools: MatchTools): Promise<MatchOutcome> {
  const watch = stopwatch()
  const rows = await encodeRows(input, fieldsOfModel(model), tools.signal)
  watch.lap('encode')
  const data = prepareKernel(rows, model)
  watch.lap('derive')
  const inline = workInline(data, tools.signal)
  const hotKeys = await blockAll(data, inline)
  watch.lap('block')
  await using workers = chooseWorkers(data, inline, tools)
  const compared = await comparePieces(data.blocks, workers, tools)
  watch.lap('compare')
  const linked = linkRecords(compared, input.assertions, rows, openKernel(data), data)
  watch.lap('cluster')

  return {
    recordIds: rows.recordIds,
    ...linked,
    prior: priorWeight(model, rows.count),
    candidatePairCount: compared.pairsByRule.reduce((sum, count) => sum + count, 0),
    pairsByRule: compared.pairsByRule,
    hotValues: describeHotKeys(hotKeys, data),
    seconds: watch.seconds(),
  }
}

function prepareKernel(rows: EncodedRows, model: MatchModel): KernelData {
  const shared = new Map<object, SharedColumn>()
  const columns = deriveColumns(model, rows.fields, (column) => {
    const moved = shareColumn(column)
    const opened = openColumn(moved)

    shared.set(opened, moved)

    return opened
  })
  const sharedByName = new Map([...columns].map(([name, column]) => [name, shared.get(column) as SharedColumn]))
  const frequencies = frequencyColumns(model).map((name): [string, ValueCounts] => [
    name,
    countValues(sharedByName.get(name) as SharedColumn),
  ])

  return {
    model,
    recordCount: rows.count,
    columns: sharedByName,
    valueCounts: new Map(frequencies),
    blocks: model.blockingRules.map(() => allocateBlocks(rows.count)),
    weightMin: weightOfProbability(model.reviewAbove),
  }
}

function countValues({ codes, size }: SharedColumn): ValueCounts {
  const counts = sharedInt32(size)
  let filled = 0

  for (const code of codes) {
    if (code === 0) continue
    counts[code] = (counts[code] as number) + 1
    filled += 1
  }

  return { counts, filled }
}

async function blockAll({ model }: KernelData, workers: CompareWorkers): Promise<readonly (readonly HotKey[])[]> {
  return Promise.all(model.blockingRules.map((_, rule) => workers.block(rule)))
}

function chooseWorkers(
  data: KernelData,
  inline: CompareWorkers,
  { workerCount, signal, pairsInlineMax }: MatchTools,
): CompareWorkers {
  return blockedPairCount(data) <= (pairsInlineMax ?? PAIRS_INLINE_MAX)
    ? inline
    : startWorkers(data, workerCount, signal)
}

/** Pairs within blocks, counted once per rule that yields them. */
function blockedPairCount({ blocks }: KernelData): number {
  let pairs = 0

  for (const { starts, counts } of blocks) {
    for (let block = 0; block < (counts[0] as number); block += 1) {
      const size = (starts[block + 1] as number) - (starts[block] as number)

      pairs += (size * (size - 1)) / 2
    }
  }

  return pairs
}
