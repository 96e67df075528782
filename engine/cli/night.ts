import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { GoldenSheet } from '../golden/golden-sheet.ts'
import type { PinRequest } from '../golden/pin-field.ts'
import type { PolicyPreview } from '../golden/preview-policy.ts'
import type { StewardDecision, StewardRequest } from '../golden/steward-decision.ts'
import type { ClusterExplanation, PairExplanation } from '../matching/explain/explanation.ts'
import type { PairHistory } from '../matching/explain/pair-history.ts'
import type { ErasureRequest, ErasureResult } from '../operations/erase-person.ts'
import type { Tools } from '../operations/tools.ts'
import type { AuditVerdict } from '../operations/verify-audit.ts'
import type { AuditEntry } from '../domain/audit-chain.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import type { AcceptanceRequest } from '../staging/accept-refused.ts'
import type { FeedPlace, GoldenEvent } from '../store/golden/golden-events.ts'
import type { RefusedSnapshot } from '../store/staging/snapshot-acceptances.ts'
import type { DeliveryDesk } from './deliver/delivery-desk.ts'
import type { ConflictsDesk } from './golden/conflicts-desk.ts'
import type { DocumentsDesk } from './documents/documents-desk.ts'
import type { ReviewDesk } from './review/review-desk.ts'
import type { WrittenEvaluation } from './model/evaluate-match.ts'
import type { PaymentsDesk } from './payments/payments-desk.ts'
import type { ModelTraining, TrainRequest } from './model/train-models.ts'

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

/** What the command line asks of the engine. The store in `tools` is open and migrated. */
export interface Night {
  run(plan: LoadedPlan, options: RunOptions, tools: Tools): Promise<RunResult>
  report(plan: LoadedPlan, tools: Tools): Promise<readonly string[]>
  /** What the `review` commands work with. */
  readonly review: ReviewDesk
  /** What the `documents` commands work with. */
  readonly conflicts: ConflictsDesk
  readonly documents: DocumentsDesk
  /** What the `payments` commands that work with the store ask. */
  readonly payments: PaymentsDesk
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
  /** Decides a field of a golden record by a person; the next run follows it. */
  pinField(request: PinRequest, plan: LoadedPlan, tools: Tools): Promise<StewardDecision>
  unpinField(request: StewardRequest, plan: LoadedPlan, tools: Tools): Promise<StewardDecision>
  /** Says that a value of a record is wrong, until the record says another. */
  ignoreValue(request: StewardRequest, tools: Tools): Promise<StewardDecision>
  heedValue(request: StewardRequest, tools: Tools): Promise<StewardDecision>
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
  /** Flows whose newest snapshot was not used. */
  refusedSnapshots(tools: Tools): Promise<readonly RefusedSnapshot[]>
  /** A person's word that the system is right; the next run follows it. */
  acceptSnapshot(request: AcceptanceRequest, tools: Tools): Promise<RefusedSnapshot>
  /** What the `deliver` commands work with. */
  readonly deliveries: DeliveryDesk
  /** Removes a person's values everywhere in the store. */
  erase(request: ErasureRequest, tools: Tools): Promise<ErasureResult>
}
