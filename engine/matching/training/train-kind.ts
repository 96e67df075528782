import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { fieldsOfModel, type MatchModel } from '../../../rules/matching/match-model.ts'
import { degenerateReasons } from '../../../rules/matching/training/degenerate-model.ts'
import type { EstimatedWeights } from '../../../rules/matching/training/estimate-weights.ts'
import { roundedModel } from '../../../rules/matching/training/rounded-model.ts'
import type { Tools } from '../../operations/tools.ts'
import { matchState } from '../../store/matching/links.ts'
import { labelsOfKind } from '../../store/matching/persons-words.ts'
import { matchFields, matchRows } from '../../store/matching/match-rows.ts'
import type { Session } from '../../store/store.ts'
import { assertedPairs, type AssertedPairs } from '../asserted-pairs.ts'
import { blockAll } from '../block-all.ts'
import { assertPairsAffordable } from '../blocking-cost.ts'
import { encodeRows, type EncodedRows } from '../encode-rows.ts'
import { pageSize } from '../incremental/match-run.ts'
import { startWorkers, workInline } from '../kernel-workers.ts'
import { prepareKernel } from '../prepare-kernel.ts'
import { trainModel } from './train-model.ts'

/** Up to here a thread takes longer to start than the work takes. */
const RECORDS_INLINE_MAX = 50_000

/** What was learnt of a kind of record. */
export interface KindTraining {
  readonly kind: MatchedKind
  readonly recordCount: number
  /** Candidate pairs; of many, an estimate from a sample. */
  readonly candidatePairCount: number
  /** Pairs that persons had decided, where they were asked for. */
  readonly labels: { readonly same: number; readonly different: number }
  readonly model: MatchModel
  readonly estimate: EstimatedWeights
  /** Why the model must not be used; empty where it may. */
  readonly reasons: readonly string[]
  readonly trainedRun: number
}

/** Learns the weights of a model from the stored records of a kind; undefined when there is none that was matched. Stores nothing. */
export async function trainKind(
  kind: MatchedKind,
  model: MatchModel,
  { withDecisions }: { readonly withDecisions: boolean },
  { store, workerCount, signal }: Tools,
): Promise<KindTraining | undefined> {
  const read = await store.transaction((session) => readRecords(session, kind, model, withDecisions, signal))

  if (read === undefined || read.rows.count === 0) return undefined
  const { rows, asserted, trainedRun } = read
  await using workers = rows.count <= RECORDS_INLINE_MAX ? workInline(signal) : startWorkers(workerCount, signal)
  const data = await prepareKernel(rows, model, workers)

  await blockAll(data, workers)
  assertPairsAffordable(data, { workerCount })
  const trained = await trainModel(data, workers, asserted)

  return {
    kind,
    recordCount: rows.count,
    candidatePairCount: trained.candidatePairCount,
    labels: { same: asserted.same.size, different: asserted.different.size },
    model: roundedModel(trained.model),
    estimate: trained.estimate,
    reasons: degenerateReasons(model, trained.estimate, data.population),
    trainedRun,
  }
}

interface ReadRecords {
  readonly rows: EncodedRows
  readonly asserted: AssertedPairs
  readonly trainedRun: number
}

async function readRecords(
  session: Session,
  kind: MatchedKind,
  model: MatchModel,
  withDecisions: boolean,
  signal: AbortSignal,
): Promise<ReadRecords | undefined> {
  const state = await matchState(session, kind)

  if (state === undefined) return undefined
  // What persons contradict each other about teaches nothing.
  const decided = withDecisions
    ? (await labelsOfKind(session, kind)).holding.filter(({ isContested }) => !isContested)
    : []
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: matchRows(session, kind, pageSize), assertions: [] },
    fieldsOfModel(model),
    signal,
  )

  return { rows, asserted: assertedPairs(decided, rows), trainedRun: state.matchedRun }
}
