import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import type { Tools } from '../operations/tools.ts'
import { matchState } from '../store/matching/links.ts'
import { matchInputFingerprint } from '../store/matching/match-rows.ts'
import { finishStage } from '../store/operations/runs.ts'
import { matchAll } from './incremental/match-all.ts'
import { matchChanged } from './incremental/match-changed.ts'
import { modelVersion } from './model-version.ts'

/**
 * Finds the links and clusters of one kind and stores them, unless nothing that could change them has changed since they
 * were found. Where little has, only that is matched; where all is, the log says why. Answers the candidate pairs compared
 * tonight (0 when nothing was to do).
 */
export async function matchKind(
  kind: MatchedKind,
  model: MatchModel,
  runId: number,
  stage: string,
  tools: Tools,
): Promise<number> {
  const { store } = tools
  const version = modelVersion(model)
  const fingerprint = await matchInputFingerprint(store, kind, version)
  const state = await matchState(store, kind)

  if (state?.fingerprint === fingerprint) {
    await finishStage(store, runId, stage)
    return 0
  }
  const run = { kind, model, modelVersion: version, fingerprint, runId, stage }
  const changed = await matchChanged(run, state, tools)

  if ('pairCount' in changed) return changed.pairCount
  tools.log.info('matching all records', { kind, because: changed.because })
  return matchAll(run, state, tools)
}
