import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { fieldsOfModel, matchModelSchema, type MatchModel } from '../../../rules/matching/match-model.ts'
import { frequencyColumns } from '../../../rules/matching/population.ts'
import { matchState, type MatchState } from '../../store/matching/links.ts'
import { matchFields, matchInputFingerprint, matchRows } from '../../store/matching/match-rows.ts'
import { population, type FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import type { Session } from '../../store/store.ts'
import { encodeRows, type EncodedRows } from '../encode-rows.ts'
import { hashesIn, thawPopulation } from '../incremental/frozen-population.ts'
import { pageSize } from '../incremental/match-run.ts'
import { weighsByAllValues } from '../incremental/weighs-by-all-values.ts'
import { openKernel, type Kernel, type KernelData } from '../kernel/kernel.ts'
import { prepareKernel } from '../prepare-kernel.ts'

/** Records of a kind as matching sees them: weighed again, a pair has the weight the last match gave it. */
export interface ReloadedMatch {
  readonly kind: MatchedKind
  readonly state: MatchState
  readonly model: MatchModel
  readonly rows: EncodedRows
  /** `system:key` of each row. */
  readonly labels: readonly string[]
  readonly data: KernelData
  readonly kernel: Kernel
}

/**
 * Reads records of a kind again, with the model of the last match and its counts of values: the given records, or all of
 * them where none are given or the model weighs by all. Undefined when the kind was never matched. Needs a transaction.
 */
export async function reloadMatch(
  session: Session,
  kind: MatchedKind,
  signal: AbortSignal,
  recordIds?: readonly number[],
): Promise<ReloadedMatch | undefined> {
  const state = await matchState(session, kind)

  if (state === undefined) return undefined
  const model = matchModelSchema.parse(state.model)
  const isOfAll = recordIds === undefined || weighsByAllValues(model)
  const labelOf = new Map<number, string>()

  async function* labelled() {
    for await (const batch of matchRows(session, kind, pageSize, isOfAll ? undefined : recordIds)) {
      for (const { recordId, label } of batch) labelOf.set(recordId, label)
      yield batch
    }
  }
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: labelled(), assertions: [] },
    fieldsOfModel(model),
    signal,
  )
  const data = await prepareKernel(rows, model, undefined, async (columns) => {
    // The counts of a million customers are twenty megabytes; a waterfall needs those of a few values.
    const wanted = isOfAll ? undefined : hashesIn(columns, frequencyColumns(model))

    return thawPopulation((await population(session, kind, wanted)) as FrozenPopulation, columns)
  })

  return {
    kind,
    state,
    model,
    rows,
    labels: Array.from(rows.recordIds, (recordId) => labelOf.get(recordId) ?? ''),
    data,
    kernel: openKernel(data),
  }
}

/** Whether records or decisions have changed since the last match, so that its weights may be others. */
export async function isOutdated(session: Session, { kind, state }: ReloadedMatch): Promise<boolean> {
  return state.fingerprint !== (await matchInputFingerprint(session, kind, state.modelVersion))
}
