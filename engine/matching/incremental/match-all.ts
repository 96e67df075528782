import { countPopulation } from '../count-population.ts'
import { clusterRows, linkRows } from '../copy-rows.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import type { MatchOutcome } from '../match-outcome.ts'
import { matchRecords } from '../match-records.ts'
import { hotKeys, replaceBlockKeys, replaceHotKeys } from '../../store/matching/block-keys.ts'
import { lastDecisionId } from '../../store/staging/changed-records.ts'
import { replaceLinks } from '../../store/matching/change-links.ts'
import { saveMatchState, type MatchState } from '../../store/matching/links.ts'
import { matchFields, matchRows } from '../../store/matching/match-rows.ts'
import { wordsOfKind } from '../../store/matching/persons-words.ts'
import { finishStage } from '../../store/operations/runs.ts'
import type { Session } from '../../store/store.ts'
import { population, savePopulation, type FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import type { Tools } from '../../operations/tools.ts'
import { blockKeys, type BlockKeys } from './block-keys.ts'
import { compareProgress } from './compare-progress.ts'
import { freezePopulation, hasDrifted, thawPopulation } from './frozen-population.ts'
import { limitLines, pageSize, type MatchRun } from './match-run.ts'
import { packBlockKeys, pageCountFor } from './pack-block-keys.ts'

interface MatchedAll {
  readonly outcome: MatchOutcome
  readonly frozen: FrozenPopulation
  readonly decisionId: number
}

/**
 * Matches all records of a kind and keeps what the next night needs to match only those that change: block keys, and how
 * common values are. They are counted anew for another model, or when the records have become many more or fewer.
 */
export async function matchAll(run: MatchRun, state: MatchState | undefined, tools: Tools): Promise<number> {
  const known = state?.modelVersion === run.modelVersion ? await population(tools.store, run.kind) : undefined
  const matched = await tools.store.transaction((session) => matchFrom(session, run, known, tools))
  const { outcome } = matched
  const pageCount = pageCountFor(outcome.recordIds.length * run.model.blockingRules.length)
  const keys = blockKeys(run.model, openColumns(outcome.data.columns), outcome.recordIds.length, pageCount)

  await tools.store.transaction((session) => writeAll(session, { run, before: state }, matched, keys, pageCount))
  return outcome.candidatePairCount
}

async function matchFrom(
  session: Session,
  { kind, model }: MatchRun,
  known: FrozenPopulation | undefined,
  tools: Tools,
): Promise<MatchedAll> {
  const decisionId = await lastDecisionId(session, kind)
  let frozen = known
  const outcome = await matchRecords(
    {
      fields: matchFields(kind),
      batches: matchRows(session, kind, pageSize),
      assertions: (await wordsOfKind(session, kind)).holding,
      population(columns, counted, recordCount) {
        if (frozen === undefined || hasDrifted(frozen, recordCount))
          frozen = freezePopulation(countPopulation(columns, counted, recordCount), columns)

        return thawPopulation(frozen, columns)
      },
    },
    model,
    { workerCount: tools.workerCount, signal: tools.signal, progress: compareProgress(tools, kind) },
  )

  return { outcome, frozen: frozen as FrozenPopulation, decisionId }
}

async function writeAll(
  session: Session,
  { run, before }: { readonly run: MatchRun; readonly before: MatchState | undefined },
  { outcome, frozen, decisionId }: MatchedAll,
  keys: BlockKeys,
  pageCount: number,
): Promise<void> {
  const { kind, model, modelVersion, fingerprint, runId } = run
  const { packed, hot } = packBlockKeys(keys, outcome.recordIds, pageCount, model.blockSizeMax)
  const hotRows = hot.map(({ rule, ...row }) => ({ ...row, rule: model.blockingRules[rule]?.name as string }))

  await replaceLinks(
    session,
    { kind, runId, modelVersion, before },
    linkRows(model, modelVersion, runId, outcome),
    clusterRows(kind, outcome, keys),
  )
  await replaceBlockKeys(session, kind, runId, packed)
  await replaceHotKeys(session, kind, hotRows)
  await savePopulation(session, kind, frozen)
  await saveMatchState(session, kind, {
    fingerprint,
    model,
    modelVersion,
    candidatePairCount: outcome.candidatePairCount,
    limits: limitLines(run, await hotKeys(session, kind)),
    matchedRun: runId,
    decisionId,
    recordCount: outcome.recordIds.length,
    blockPageCount: pageCount,
  })
  await finishStage(session, runId, run.stage)
}
