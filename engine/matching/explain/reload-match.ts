import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { fieldsOfModel, matchModelSchema, type MatchModel } from '../../../rules/matching/match-model.ts'
import { matchState } from '../../store/links.ts'
import { matchFields, matchInputFingerprint, matchRows } from '../../store/match-rows.ts'
import type { Session } from '../../store/store.ts'
import { encodeRows, type EncodedRows } from '../encode-rows.ts'
import { openKernel, type Kernel, type KernelData } from '../kernel/kernel.ts'
import { prepareKernel } from '../prepare-kernel.ts'

const pageSize = 20_000

/** The records of a kind as matching sees them: weighed again, a pair has the weight the last match gave it. */
export interface ReloadedMatch {
  readonly model: MatchModel
  readonly rows: EncodedRows
  /** `system:key` of each row. */
  readonly labels: readonly string[]
  readonly data: KernelData
  readonly kernel: Kernel
  /** Records or decisions have changed since the last match, so that its weights may be others. */
  readonly isOutdated: boolean
}

/** Reads all records of a kind again, with the model of the last match; undefined when the kind was never matched. Needs a transaction. */
export async function reloadMatch(
  session: Session,
  kind: MatchedKind,
  signal: AbortSignal,
): Promise<ReloadedMatch | undefined> {
  const state = await matchState(session, kind)

  if (state === undefined) return undefined
  const model = matchModelSchema.parse(state.model)
  const labelOf = new Map<number, string>()

  async function* labelled() {
    for await (const batch of matchRows(session, kind, pageSize)) {
      for (const { recordId, label } of batch) labelOf.set(recordId, label)
      yield batch
    }
  }
  const rows = await encodeRows(
    { fields: matchFields(kind), batches: labelled(), assertions: [] },
    fieldsOfModel(model),
    signal,
  )
  const data = prepareKernel(rows, model)

  return {
    model,
    rows,
    labels: Array.from(rows.recordIds, (recordId) => labelOf.get(recordId) ?? ''),
    data,
    kernel: openKernel(data),
    isOutdated: state.fingerprint !== (await matchInputFingerprint(session, kind, state.modelVersion)),
  }
}
