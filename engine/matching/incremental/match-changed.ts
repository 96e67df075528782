import type { Tools } from '../../operations/tools.ts'
import { changedRecordIds, lastDecisionId } from '../../store/staging/changed-records.ts'
import type { MatchState } from '../../store/matching/links.ts'
import type { Session } from '../../store/store.ts'
import { population, type FrozenPopulation } from '../../store/matching/term-frequencies.ts'
import { changedKeys } from './changed-keys.ts'
import { hasDrifted } from './frozen-population.ts'
import type { MatchRun } from './match-run.ts'
import { findAgain } from './find-again.ts'
import { weighsByAllValues } from './weighs-by-all-values.ts'
import { writeChanged } from './write-changed.ts'

/** Why a night matches all records and not only those that changed. */
export type WhyAll =
  'never-matched' | 'another-model' | 'weighs-by-all-values' | 'many-records-changed' | 'many-more-or-fewer-records'

/** Beyond this share of changed records, matching all of them takes no longer. */
const CHANGED_SHARE_MAX = 0.1

export interface IncrementalLimits {
  readonly changedShareMax: number
  readonly hasDrifted: (frozen: FrozenPopulation, recordCount: number) => boolean
}

const nightLimits: IncrementalLimits = { changedShareMax: CHANGED_SHARE_MAX, hasDrifted }

/**
 * Matches only the records that changed since the last match, with their block-mates, and clusters only what hangs together
 * with them. The store then holds what matching all records by the same counts of values would have left there.
 */
export async function matchChanged(
  run: MatchRun,
  state: MatchState | undefined,
  tools: Tools,
  limits: IncrementalLimits = nightLimits,
): Promise<{ readonly pairCount: number } | { readonly because: WhyAll }> {
  if (state === undefined) return { because: 'never-matched' }
  if (state.modelVersion !== run.modelVersion) return { because: 'another-model' }
  if (weighsByAllValues(run.model)) return { because: 'weighs-by-all-values' }

  return tools.store.transaction((session) => matchSince(session, run, state, tools, limits))
}

async function matchSince(
  session: Session,
  run: MatchRun,
  state: MatchState,
  tools: Tools,
  limits: IncrementalLimits,
): Promise<{ readonly pairCount: number } | { readonly because: WhyAll }> {
  const changedMax = Math.floor(state.recordCount * limits.changedShareMax)
  const changed = await changedRecordIds(
    session,
    run.kind,
    { runId: state.matchedRun, decisionId: state.decisionId },
    changedMax + 1,
  )

  if (changed.length > changedMax) return { because: 'many-records-changed' }
  const frozen = (await population(session, run.kind)) as FrozenPopulation
  const keys = await changedKeys(session, run, changed, state.blockPageCount, tools.signal)
  const recordCount = state.recordCount - keys.old.size + keys.fresh.size

  if (limits.hasDrifted(frozen, recordCount)) return { because: 'many-more-or-fewer-records' }
  const found = await findAgain(session, run, { keys, frozen, pageCount: state.blockPageCount }, tools)

  await writeChanged(session, run, keys, found, {
    before: state,
    recordCount,
    decisionId: await lastDecisionId(session, run.kind),
  })
  return { pairCount: found.pairCount }
}
