import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { MatchModel } from '../../rules/matching/match-model.ts'
import type { Tools } from '../operations/tools.ts'
import { assertions, matchState, replaceLinks, saveMatchState } from '../store/links.ts'
import { matchFields, matchInputFingerprint, matchRows } from '../store/match-rows.ts'
import { finishStage } from '../store/runs.ts'
import { clusterRows, linkRows } from './copy-rows.ts'
import type { HotValue } from './match-outcome.ts'
import { matchRecords } from './match-records.ts'
import { modelVersion } from './model-version.ts'

const pageSize = 20_000

/**
 * Finds the links and clusters of one kind and stores them, unless nothing that could change them has changed since they
 * were found. Answers the candidate pairs compared tonight (0 when nothing was to do).
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

  if ((await matchState(store, kind))?.fingerprint === fingerprint) {
    await finishStage(store, runId, stage)
    return 0
  }
  const outcome = await store.transaction(async (session) =>
    matchRecords(
      {
        fields: matchFields(kind),
        batches: matchRows(session, kind, pageSize),
        assertions: await assertions(session, kind),
      },
      model,
      { workerCount: tools.workerCount, signal: tools.signal, progress: progressOf(tools, kind) },
    ),
  )

  await store.transaction(async (session) => {
    await replaceLinks(session, kind, linkRows(model, version, outcome), clusterRows(kind, outcome))
    await saveMatchState(session, kind, {
      fingerprint,
      model,
      modelVersion: version,
      candidatePairCount: outcome.candidatePairCount,
      limits: outcome.hotValues.map((hot) => limitLine(kind, hot)),
    })
    await finishStage(session, runId, stage)
  })
  return outcome.candidatePairCount
}

function progressOf(tools: Tools, kind: MatchedKind): (done: number, total: number) => void {
  let announced = false
  let advanced = 0

  return (done, total) => {
    if (!announced) tools.progress.stage(`compare ${kind} pairs`, total)
    announced = true
    tools.progress.advance(done - advanced)
    advanced = done
  }
}

/** A limit that was hit, without the value itself: reports say which rule and how many. */
function limitLine(kind: MatchedKind, { rule, count }: HotValue): string {
  return `${kind}: ${count} records share one value of blocking rule "${rule}"; it was taken out of blocking.`
}
