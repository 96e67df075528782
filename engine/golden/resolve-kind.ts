import type { Survival } from '../../rules/truth/survive.ts'
import type { Tools } from '../operations/tools.ts'
import { clusterPages } from '../store/golden/cluster-members.ts'
import { weighCases } from '../store/golden/conflict-cases.ts'
import { withMemberFacts } from '../store/golden/member-facts.ts'
import { replaceConflicts } from '../store/golden/conflicts.ts'
import { addFreezes, touchThawedAndWritten } from '../store/golden/freezes.ts'
import {
  goldenState,
  openTouched,
  saveGoldenState,
  touchChanged,
  touchedCount,
  writeGoldenRecords,
  type GoldenRow,
  type GoldenState,
} from '../store/golden/golden-records.ts'
import type { FieldsOrigin } from '../store/golden/golden-versions.ts'
import { matchState } from '../store/matching/links.ts'
import { settleStewardWords, stewardWordsReader } from '../store/golden/steward-words.ts'
import { finishStage } from '../store/operations/runs.ts'
import type { Session } from '../store/store.ts'
import { conflictRows } from './conflict-rows.ts'
import type { DecidedGolden, OnDecided, Resolution } from './resolution.ts'
import { decideClusters, hasConflicts } from './decide-clusters.ts'
import { freezeRows } from './freeze-fields.ts'
import { fingerprintOf } from './policy-fingerprint.ts'
import { resolveIds } from './resolve-ids.ts'
import { staleOverwriteRows } from './stale-overwrite-rows.ts'

const pageSize = 5_000

/**
 * Turns clusters into golden records: stable ids, then the golden values of every record that is new or may have changed, its
 * conflicts and, through `onDecided`, its corrections: all in one transaction. Answers how many golden records were decided.
 */
export async function resolveKind(resolution: Resolution, onDecided: OnDecided, tools: Tools): Promise<number> {
  const { kind, runId, stage } = resolution

  return tools.store.transaction(async (session) => {
    const isNew = await findTouched(session, resolution)
    const count = await touchedCount(session)
    const readWords = await stewardWordsReader(session, kind)

    tools.progress.stage(`decide golden ${kind} records`, count)
    for await (const page of clusterPages(session, kind, 'touched', pageSize)) {
      const clusters = await withMemberFacts(session, kind, resolution.policy, page)
      const wordsOf = await readWords(clusters)
      const decided = await decideClusters(session, resolution, clusters, wordsOf)

      await writeGoldenRecords(session, kind, runId, decided.map(goldenRow))
      await writeConflicts(session, resolution, decided)
      await onDecided(session, decided)
      tools.progress.advance(clusters.length)
      tools.signal.throwIfAborted()
    }
    if (hasConflicts(resolution)) await weighCases(session, kind, resolution.currency)
    // A night that changed nothing writes nothing, not even that it looked.
    if (count > 0 || isNew) await saveGoldenState(session, kind, await stateNow(session, resolution))
    await finishStage(session, runId, stage)
    return count
  })
}

/** Fills `touched` with the golden ids to decide anew; answers whether the clusters or the policy are others than last time. */
async function findTouched(session: Session, resolution: Resolution): Promise<boolean> {
  const { kind } = resolution
  const known = await goldenState(session, kind)
  const now = await stateNow(session, resolution)
  const isRematched = known?.matchFingerprint !== now.matchFingerprint
  const isSamePolicy = known?.policyFingerprint === now.policyFingerprint

  await openTouched(session)
  if (isRematched) await resolveIds(session, resolution)
  await settleStewardWords(session, kind, resolution.runId)
  await touchChanged(session, kind, isSamePolicy ? known.resolvedRun : undefined)
  if (hasConflicts(resolution)) await touchThawedAndWritten(session, kind, known?.resolvedRun ?? 0)
  return isRematched || !isSamePolicy
}

async function stateNow(session: Session, resolution: Resolution): Promise<GoldenState> {
  return {
    policyFingerprint: fingerprintOf(resolution),
    matchFingerprint: (await matchState(session, resolution.kind))?.fingerprint ?? '',
    resolvedRun: resolution.runId,
  }
}

function goldenRow({ goldenId, survival, members, words }: DecidedGolden): GoldenRow {
  const owesAllToOne = members.length === 1 && words.pins.length === 0

  return {
    id: goldenId,
    values: survival.values,
    provenance: owesAllToOne ? [] : originsOf(survival.provenance),
    sets: survival.sets,
  }
}

function originsOf(provenance: Survival['provenance']): readonly FieldsOrigin[] {
  const origins = new Map<string, FieldsOrigin & { readonly fields: string[] }>()

  for (const [field, origin] of Object.entries(provenance)) {
    const key = JSON.stringify(origin)
    const known = origins.get(key)

    if (known === undefined) origins.set(key, { ...origin, fields: [field] })
    else known.fields.push(field)
  }
  return [...origins.values()]
}

async function writeConflicts(
  session: Session,
  resolution: Resolution,
  decided: readonly DecidedGolden[],
): Promise<void> {
  const { kind, runId } = resolution

  if (!hasConflicts(resolution)) return
  const rows = decided.flatMap((golden) => [
    ...(golden.members.length > 1 || golden.words.pins.length > 0 ? conflictRows(golden) : []),
    ...staleOverwriteRows(kind, golden),
    ...freezeRows(golden),
  ])

  await addFreezes(
    session,
    kind,
    decided.flatMap(({ fresh }) => fresh),
  )
  await replaceConflicts(
    session,
    kind,
    runId,
    decided.map(({ goldenId }) => goldenId),
    rows,
  )
}
