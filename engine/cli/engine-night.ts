import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { writeReports } from '../../reports/write-reports.ts'
import type { RunSummary } from '../operations/run-summary.ts'
import { goldenSheet } from '../golden/golden-sheet.ts'
import { heedValue, ignoreValue } from '../golden/ignore-value.ts'
import { pinField, unpinField } from '../golden/pin-field.ts'
import { previewPolicy } from '../golden/preview-policy.ts'
import { explainCluster, explainPair } from '../matching/explain/explain-records.ts'
import { pairHistory } from '../matching/explain/pair-history.ts'
import { erasePerson } from '../operations/erase-person.ts'
import type { Tools } from '../operations/tools.ts'
import { auditEntries, verifyAudit } from '../operations/verify-audit.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import { matchModels } from '../plan/match-models.ts'
import { reconcile } from '../reconcile.ts'
import { acceptRefused } from '../staging/accept-refused.ts'
import { eventsAfter } from '../store/golden/golden-events.ts'
import { lockRuns } from '../store/operations/run-lock.ts'
import { lastFinishedRun } from '../store/operations/runs.ts'
import { refusedSnapshots } from '../store/staging/snapshot-acceptances.ts'
import { newestModels } from '../store/matching/trained-models.ts'
import { conflictsDesk } from './golden/conflicts-desk.ts'
import { documentsDesk } from './documents/documents-desk.ts'
import { deliveryDesk } from './deliver/delivery-desk.ts'
import { evaluateMatch } from './model/evaluate-match.ts'
import type { Night, RunResult } from './night.ts'
import { paymentsDesk } from './payments/payments-desk.ts'
import { nightRows } from './night-rows.ts'
import { plannedRates } from './planned-rates.ts'
import { reviewDesk } from './review/review-desk.ts'
import { resetModels, trainModels } from './model/train-models.ts'

/** The engine behind the command line. */
export const engineNight: Night = {
  async run(loaded, options, tools) {
    await using _lock = await lockRuns(tools.store, lockHolder(tools))
    let reports: readonly string[] = []
    const { summary, seconds } = await reconcile(
      loaded,
      {
        asOf: options.asOf ?? tools.clock().toISOString(),
        rates: await plannedRates(loaded),
        models: await matchModels(loaded, await newestModels(tools.store)),
        writeReports: async (written) => {
          reports = await writeNightReports(loaded, written, tools)
        },
      },
      tools,
    )

    return runResult(summary, reports, seconds)
  },

  async report(loaded, tools) {
    const last = await lastFinishedRun(tools.store)

    return last === undefined ? [] : writeNightReports(loaded, last.summary as RunSummary, tools)
  },

  review: reviewDesk,
  conflicts: conflictsDesk,
  documents: documentsDesk,
  payments: paymentsDesk,

  explainPair: (records, kind, { store, signal }) =>
    store.transaction((session) => explainPair(session, records, kind, signal)),

  pairHistory: (records, kind, page, { store }) => pairHistory(store, records, kind, page),

  explainCluster: (record, kind, { store }) => explainCluster(store, record, kind),

  evaluate: evaluateMatch,

  async train(loaded, request, tools) {
    await using _lock = await lockRuns(tools.store, lockHolder(tools))

    return await trainModels(loaded, request, tools)
  },

  async resetModels(kind, tools) {
    await using _lock = await lockRuns(tools.store, lockHolder(tools))

    return await resetModels(kind, tools)
  },

  showGolden: (name, asOf, { store }) => store.transaction((session) => goldenSheet(session, name, asOf)),

  pinField: (request, loaded, tools) => pinField(request, loaded.plan, tools),
  unpinField: (request, loaded, tools) => unpinField(request, loaded.plan, tools),
  ignoreValue,
  heedValue,

  eventsAfter: (after, limit, { store }) => eventsAfter(store, after, { limit }),

  previewPolicy: (loaded, tools) => previewPolicy(loaded.plan.truth, tools),

  verifyAudit: ({ store }) => verifyAudit(store),

  auditEntries: (period, { store }) => auditEntries(store, period),

  refusedSnapshots: ({ store }) => refusedSnapshots(store),

  acceptSnapshot: (request, { store, clock }) =>
    store.transaction((session) => acceptRefused(session, request, clock().toISOString())),

  async erase(request, tools) {
    await using _lock = await lockRuns(tools.store, lockHolder(tools))

    return await erasePerson(request, tools)
  },

  deliveries: {
    ...deliveryDesk,
    async apply(loaded, request, tools) {
      await using _lock = await lockRuns(tools.store, lockHolder(tools))

      return await deliveryDesk.apply(loaded, request, tools)
    },
    async rollBack(loaded, request, tools) {
      await using _lock = await lockRuns(tools.store, lockHolder(tools))

      return await deliveryDesk.rollBack(loaded, request, tools)
    },
  },
}

function lockHolder(tools: Tools) {
  return { processId: process.pid, host: hostname(), since: tools.clock().toISOString() }
}

function writeNightReports(loaded: LoadedPlan, summary: RunSummary, tools: Tools): Promise<readonly string[]> {
  const { directory, byteOrderMark } = loaded.plan.reports

  const folder = resolve(loaded.baseDir, directory)

  return tools.store.transaction((session) =>
    writeReports(summary, nightRows(loaded, session, summary), folder, { byteOrderMark }),
  )
}

function runResult(
  summary: RunSummary,
  reports: readonly string[],
  stages: Readonly<Record<string, number>>,
): RunResult {
  const { findings } = summary

  return {
    runId: String(summary.runId),
    findings: Object.values(findings).reduce((sum, count) => sum + count, 0),
    failedFlows: summary.flows
      .filter((flow) => flow.isStale)
      .map(({ flow, status, reason }) => ({ flow, code: status, message: reason ?? '' })),
    counts: { ...findings, proposals: summary.proposalsOpen, ...prefixed('corrections ', summary.corrections) },
    reports,
    stages,
    peakMemoryMiB: Math.ceil(process.resourceUsage().maxRSS / 1024),
  }
}

function prefixed(prefix: string, counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix}${name}`, count]))
}
