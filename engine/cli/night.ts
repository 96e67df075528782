import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { GoldenSheet } from '../golden/golden-sheet.ts'
import type { PolicyPreview } from '../golden/preview-policy.ts'
import type { ClusterExplanation, PairExplanation, PairWaterfall } from '../matching/explain/explanation.ts'
import type { PairHistory } from '../matching/explain/pair-history.ts'
import type { Tools } from '../operations/tools.ts'
import type { AuditVerdict } from '../operations/verify-audit.ts'
import type { AuditEntry } from '../domain/audit-chain.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import type { DecisionImport } from '../review/import-decisions.ts'
import type { FeedPlace, GoldenEvent } from '../store/golden-events.ts'
import type { DocumentsDesk } from './documents-desk.ts'
import type { WrittenEvaluation } from './evaluate-match.ts'
import type { ModelTraining, TrainRequest } from './train-models.ts'

/** A flow that gave no usable snapshot tonight. */
export interface FailedFlow {
  readonly flow: string
  /** Code of the source error, or the reason its snapshot was not used. */
  readonly code: string
  readonly message: string
}

/** What `touchstone run` tells at the end. */
export interface RunResult {
  readonly runId: string
  readonly findings: number
  readonly failedFlows: readonly FailedFlow[]
  /** One line per thing worth telling, in order: "duplicates" 1,204 … */
  readonly counts: Readonly<Record<string, number>>
  readonly reports: readonly string[]
  /** Seconds per stage. */
  readonly stages: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
}

export interface RunOptions {
  /** The moment the night stands for, ISO 8601; now when left out. */
  readonly asOf?: string | undefined
}

/** One open task, as a line of a list. */
export interface ProposalLine {
  readonly id: string
  readonly entity: string
  readonly state: string
  readonly members: readonly string[]
  readonly question: string
}

/** One open task with what speaks for and against. */
export interface ProposalSheet extends ProposalLine {
  /** Columns of the sheet: one per member, `system:key`. */
  readonly rows: readonly { readonly field: string; readonly values: readonly (string | null)[] }[]
  readonly evidence: readonly string[]
  /** Why the strongest of these links weighs what it does, and the weakest. */
  readonly waterfalls: readonly PairWaterfall[]
}

export type Verdict = 'same' | 'different' | 'later'

/** A steward's word on a proposal; without members it is about all of them. */
export interface DecisionRequest {
  readonly proposal: string
  readonly verdict: Verdict
  readonly members: readonly string[]
  readonly by: string
  readonly reason: string
}

/** What a delivery did, or would do. */
export interface DeliveryResult {
  readonly batchId: string | null
  /** planned, applied, refused, uncertain, skipped … and how many. */
  readonly counts: Readonly<Record<string, number>>
  readonly lines: readonly string[]
}

/** What the command line asks of the engine. The store in `tools` is open and migrated. */
export interface Night {
  run(plan: LoadedPlan, options: RunOptions, tools: Tools): Promise<RunResult>
  report(plan: LoadedPlan, tools: Tools): Promise<readonly string[]>
  listProposals(
    limit: number,
    tools: Tools,
  ): Promise<{ readonly proposals: readonly ProposalLine[]; readonly openCount: number }>
  showProposal(id: string, tools: Tools): Promise<ProposalSheet>
  decide(decision: DecisionRequest, tools: Tools): Promise<void>
  /** Takes over the decisions of a CSV file; the next run follows them. */
  importDecisions(path: string, tools: Tools): Promise<DecisionImport>
  /** What the `documents` commands work with. */
  readonly documents: DocumentsDesk
  /** Records are named `system:key`; the kind is needed where a name is ambiguous. */
  explainPair(records: readonly [string, string], kind: MatchedKind | undefined, tools: Tools): Promise<PairExplanation>
  /** All that nights and persons ever said of two records, in pages. */
  pairHistory(
    records: readonly [string, string],
    kind: MatchedKind | undefined,
    page: { readonly after: number; readonly limit: number },
    tools: Tools,
  ): Promise<PairHistory>
  explainCluster(record: string, kind: MatchedKind | undefined, tools: Tools): Promise<ClusterExplanation>
  /** Measures the last match of a kind by a truth file; the curve and the worst errors are written into the folder. */
  evaluate(kind: MatchedKind, truthPath: string, folder: string, tools: Tools): Promise<WrittenEvaluation>
  /** Learns the weights of the match models from the stored records; those that may be used are stored for the nights to come. */
  train(plan: LoadedPlan, request: TrainRequest, tools: Tools): Promise<readonly ModelTraining[]>
  /** Goes back to the models the plan names: of one kind, or of all. */
  resetModels(
    kind: MatchedKind | undefined,
    tools: Tools,
  ): Promise<readonly { readonly kind: MatchedKind; readonly version: number }[]>
  /** A golden record by its id, an id that ended in it, or `system:key`; with `asOf` as it was believed then. */
  showGolden(name: string, asOf: string | undefined, tools: Tools): Promise<GoldenSheet>
  /** The feed of identity changes after a place, oldest first. */
  eventsAfter(after: FeedPlace, limit: number, tools: Tools): Promise<readonly GoldenEvent[]>
  /** What the policy of a plan would change in the golden records; nothing is written. */
  previewPolicy(plan: LoadedPlan, tools: Tools): Promise<PolicyPreview>
  verifyAudit(tools: Tools): Promise<AuditVerdict>
  /** The audited actions of a period, oldest first, in pages. */
  auditEntries(
    period: { readonly from?: string; readonly to?: string },
    tools: Tools,
  ): AsyncIterable<readonly AuditEntry[]>
  deliver(plan: LoadedPlan, mode: 'dry-run' | 'apply', tools: Tools): Promise<DeliveryResult>
}
