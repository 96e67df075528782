import { durationMs } from '../../rules/documents/duration.ts'
import { matchedKinds } from '../../rules/entity/entity.ts'
import type { ColumnEvidence } from '../../rules/normalize/meaning/column-evidence.ts'
import { contradictions, contradictionText, skippedMoments } from '../../rules/normalize/meaning/contradictions.ts'
import { findingOwners } from '../plan/finding-owners.ts'
import type { FlowPlan, LoadedPlan } from '../plan/load-plan.ts'
import {
  causeFacts,
  correctionCounts,
  entityCounts,
  findingCounts,
  rejectionCounts,
  type CauseFact,
  type FindingCounts,
} from '../store/operations/night-counts.ts'
import { idChurn } from '../store/golden/id-churn.ts'
import { matchState } from '../store/matching/links.ts'
import type { Run } from '../store/operations/runs.ts'
import type { SnapshotRow } from '../store/staging/snapshots.ts'
import { mismatchReports, type FlowSummary, type RunSummary } from './run-summary.ts'
import type { Tools } from './tools.ts'

/** A flow and how its snapshot ended. */
export interface FlowNight {
  readonly plan: FlowPlan
  readonly flowId: number
  readonly snapshot: SnapshotRow
  readonly lastGoodAt: string | null
  /** What its columns showed when it was last read. */
  readonly columnEvidence: Partial<ColumnEvidence>
}

/** Tells the night from the store: what the reports begin with. */
export async function summarizeNight(
  loaded: LoadedPlan,
  run: Run,
  flows: readonly FlowNight[],
  limits: readonly string[],
  tools: Tools,
): Promise<RunSummary> {
  const { store } = tools
  const { plan } = loaded
  const rejections = await rejectionCounts(store)
  const counts = await findingCounts(store)
  const entities = []
  const limitsHit = [...limits]

  for (const kind of matchedKinds) {
    const state = await matchState(store, kind)

    entities.push({
      entity: kind,
      ...(await entityCounts(store, kind)),
      candidatePairs: state?.candidatePairCount ?? 0,
      idChurn: await idChurn(store, kind, run.id),
    })
    limitsHit.push(...(state?.limits ?? []))
  }
  const duplicates = entities.reduce((sum, entity) => sum + entity.duplicateRecords, 0)
  const flowSummaries = flows.map((flow) => flowSummary(loaded, flow, run.asOf, rejections.get(flow.flowId) ?? 0))
  const findings = findingsOf(counts, duplicates)
  const hasFindings = Object.values(findings).some((count) => count > 0)

  return {
    runId: run.id,
    asOf: run.asOf,
    company: plan.company.name,
    currency: plan.company.currency,
    night: flowSummaries.some((flow) => flow.isStale) ? 'stale' : hasFindings ? 'findings' : 'clean',
    flows: flowSummaries,
    entities,
    findings,
    causes: (await causeFacts(store)).map((fact) => causeSummary(loaded, fact)),
    corrections: await correctionCounts(store),
    proposalsOpen: counts.proposals,
    contradictions: flows.flatMap((flow) => contradictionsOf(loaded, flow)),
    limitsHit,
  }
}

function contradictionsOf(loaded: LoadedPlan, { plan, columnEvidence }: FlowNight): readonly string[] {
  const systemMark = loaded.plan.systems[plan.system]?.decimalMark

  return [
    ...contradictions(plan.entity, plan.fields, systemMark, columnEvidence).map((one) =>
      contradictionText(plan.id, one),
    ),
    ...skippedMoments(plan.id, plan.fields, columnEvidence),
  ]
}

function findingsOf({ conflicts, rejections, mismatches }: FindingCounts, duplicates: number): RunSummary['findings'] {
  const { order = 0, invoice = 0, payment = 0, product = 0, message = 0 } = mismatches

  return {
    duplicates,
    conflicts,
    orderMismatches: order,
    invoiceMismatches: invoice,
    paymentMismatches: payment,
    stockMismatches: product,
    messageMismatches: message,
    rejections,
  }
}

function flowSummary(
  loaded: LoadedPlan,
  { plan, snapshot, lastGoodAt }: FlowNight,
  asOf: string,
  rejectionCount: number,
): FlowSummary {
  const owner = loaded.plan.owners[plan.owner]

  return {
    flow: plan.id,
    system: plan.system,
    entity: plan.entity,
    owner: { business: owner?.business ?? '', technical: owner?.technical ?? '' },
    status: snapshot.status,
    isStale: isStale(plan, snapshot),
    reason: snapshot.reason,
    rowCount: snapshot.rowCount,
    newCount: snapshot.newCount,
    changedCount: snapshot.changedCount,
    missingCount: snapshot.missingCount,
    rejectionCount,
    lastGoodAt,
    freshness: freshnessOf(plan, lastGoodAt, asOf),
    runbook: plan.runbook,
  }
}

function freshnessOf(
  { direction, freshness }: FlowPlan,
  lastGoodAt: string | null,
  asOf: string,
): FlowSummary['freshness'] {
  if (direction === 'write') return 'fresh'
  if (lastGoodAt === null) return 'failed'
  const ageMs = Date.parse(asOf) - Date.parse(lastGoodAt)

  if (ageMs >= durationMs(freshness.failAfter)) return 'failed'
  return ageMs >= durationMs(freshness.warnAfter) ? 'late' : 'fresh'
}

/** A flow that is read and gave no good snapshot tonight lives on its last good one. */
export function isStale(plan: FlowPlan, snapshot: SnapshotRow): boolean {
  return plan.direction !== 'write' && snapshot.status !== 'good'
}

function causeSummary(loaded: LoadedPlan, fact: CauseFact): RunSummary['causes'][number] {
  const ownerOf = findingOwners(loaded)
  const owners = fact.systems.flatMap((system) => ownerOf(system, fact.entity) ?? [])

  return {
    report: mismatchReports[fact.entity],
    cause: fact.cause,
    count: fact.count,
    since: fact.since,
    amounts: fact.amounts,
    owners: [...new Set([...owners, ...fact.assignees])].toSorted(),
  }
}
