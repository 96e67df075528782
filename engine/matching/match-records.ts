import { fieldsOfModel, type MatchModel } from '../../rules/matching/match-model.ts'
import { priorWeight } from '../../rules/matching/match-weight.ts'
import { blockAll } from './block-all.ts'
import { comparePieces, type ComparedPairs } from './compare-pieces.ts'
import { compareWorkers } from './compare-workers.ts'
import { encodeRows } from './encode-rows.ts'
import { describeHotKeys } from './hot-values.ts'
import { pairsBetween, type HotKey } from './kernel/block-records.ts'
import { openKernel, type KernelData } from './kernel/kernel.ts'
import { startWorkers, workInline } from './kernel-workers.ts'
import { linkRecords } from './link-records.ts'
import type { MatchInput, MatchOutcome, MatchTools } from './match-outcome.ts'
import { prepareKernel } from './prepare-kernel.ts'
import { stopwatch, type Stopwatch } from './stopwatch.ts'

/** Up to here a thread takes longer to start than the work takes. */
const RECORDS_INLINE_MAX = 50_000
const PAIRS_INLINE_MAX = 20_000

/**
 * Finds the records that describe the same thing: blocks them, weighs every candidate pair, links those above the
 * model's thresholds and joins them into clusters. The outcome does not depend on the order of rows or the number of threads.
 */
export async function matchRecords(input: MatchInput, model: MatchModel, tools: MatchTools): Promise<MatchOutcome> {
  const watch = stopwatch()
  const rows = await encodeRows(input, fieldsOfModel(model), tools.signal)
  watch.lap('encode')
  const data = prepareKernel(rows, model, input.population)
  const { recordIds, count } = rows
  watch.lap('derive')
  const { hotKeys, compared } = await blockAndCompare(data, tools, watch)
  const linked = linkRecords(compared, input.assertions, { recordIds, count }, openKernel(data), data)
  watch.lap('cluster')

  return {
    data,
    recordIds,
    ...linked,
    prior: priorWeight(model, data.population),
    candidatePairCount: compared.pairsByRule.reduce((sum, pairs) => sum + pairs, 0),
    pairsByRule: compared.pairsByRule,
    hotValues: describeHotKeys(hotKeys, data),
    seconds: watch.seconds(),
  }
}

interface Compared {
  readonly hotKeys: readonly (readonly HotKey[])[]
  readonly compared: ComparedPairs
}

/** Many records are blocked and compared in threads, few in this one; few records with many pairs are compared in threads. */
async function blockAndCompare(data: KernelData, tools: MatchTools, watch: Stopwatch): Promise<Compared> {
  const isSmall = data.count <= RECORDS_INLINE_MAX
  await using inline = workInline(tools.signal)
  await using blockers = isSmall ? inline : startWorkers(tools.workerCount, tools.signal)
  const hotKeys = await blockAll(data, blockers)

  watch.lap('block')
  const isQuick = isSmall && blockedPairCount(data) <= (tools.pairsInlineMax ?? PAIRS_INLINE_MAX)
  await using comparers = isSmall && !isQuick ? startWorkers(tools.workerCount, tools.signal) : blockers
  const compared = await comparePieces(data.blocks, compareWorkers(data, comparers), tools)

  watch.lap('compare')

  return { hotKeys, compared }
}

/** Pairs within blocks, counted once per rule that yields them. */
function blockedPairCount({ blocks }: KernelData): number {
  return blocks.rules.reduce((sum, rule) => sum + pairsBetween(rule, 0, rule.counts[0] as number), 0)
}
