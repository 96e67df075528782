import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { priorWeight } from '../../rules/matching/match-weight.ts'
import { assertPairsAffordable } from './blocking-cost.ts'
import { blockAll } from './block-all.ts'
import { comparePieces, type ComparedPairs } from './compare-pieces.ts'
import { compareWorkers } from './compare-workers.ts'
import { encodeRows } from './encode-rows.ts'
import { describeHotKeys } from './hot-values.ts'
import { blockedPairs } from './kernel/block-records.ts'
import { openKernel, type KernelData } from './kernel/kernel.ts'
import { startWorkers, workInline, type KernelWorkers } from './kernel-workers.ts'
import { linkRecords } from './link-records.ts'
import type { MatchInput, MatchOutcome, MatchTools } from './match-outcome.ts'
import { prepareKernel } from './prepare-kernel.ts'
import { stopwatch } from './stopwatch.ts'

/** Up to here a thread takes longer to start than the work takes. */
const RECORDS_INLINE_MAX = 50_000
const PAIRS_INLINE_MAX = 20_000

/**
 * Finds the records that describe the same thing: blocks them, weighs every candidate pair, links those above the
 * model's thresholds and joins them into clusters. The outcome does not depend on the order of rows or the number of threads.
 */
export async function matchRecords(input: MatchInput, model: MatchModel, tools: MatchTools): Promise<MatchOutcome> {
  const watch = stopwatch()
  const rows = await encodeRows(input, fieldsOfModel(model), tools.signal, model.duplicateFree)
  watch.lap('encode')
  const isSmall = rows.count <= RECORDS_INLINE_MAX
  await using workers = isSmall ? workInline(tools.signal) : startWorkers(tools.workerCount, tools.signal)
  const data = await prepareKernel(rows, model, workers, input.population)
  watch.lap('derive')
  const hotKeys = await blockAll(data, workers)
  watch.lap('block')
  assertPairsAffordable(data, tools)
  const compared = isSmall ? await compareFew(data, workers, tools) : await compareBy(data, workers, tools)
  watch.lap('compare')
  const linked = linkRecords(compared, input.assertions, rows, openKernel(data), data)
  watch.lap('cluster')

  return {
    data,
    recordIds: rows.recordIds,
    ...linked,
    prior: priorWeight(model, data.population),
    candidatePairCount: compared.pairsByRule.reduce((sum, pairs) => sum + pairs, 0),
    pairsByRule: compared.pairsByRule,
    hotValues: describeHotKeys(hotKeys, data),
    seconds: watch.seconds(),
  }
}

/** Few records with many pairs are compared in threads. */
async function compareFew(data: KernelData, inline: KernelWorkers, tools: MatchTools): Promise<ComparedPairs> {
  if (blockedPairs(data.blocks) <= (tools.pairsInlineMax ?? PAIRS_INLINE_MAX)) return compareBy(data, inline, tools)
  await using workers = startWorkers(tools.workerCount, tools.signal)

  return await compareBy(data, workers, tools)
}

async function compareBy(data: KernelData, workers: KernelWorkers, tools: MatchTools): Promise<ComparedPairs> {
  return comparePieces(data.blocks, compareWorkers(data, workers), tools)
}
