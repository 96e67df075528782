/** What the rest of the product may use of the engine. */
export { ReconcileError } from './domain/reconcile-error.ts'
export { snapshotTroubles, troubleOf } from './domain/snapshot-troubles.ts'
export { errorCatalogue, type ErrorCode } from './domain/error-catalogue.ts'
export type {
  AmountSummary,
  CauseSummary,
  EntitySummary,
  FlowSummary,
  MismatchReport,
  NightStatus,
  RunSummary,
} from './operations/run-summary.ts'
export type { AllocationFact } from './store/documents/allocations.ts'
export type { AfterClosingFact, FinanceFact } from './store/documents/finance-rows.ts'
export type { FindingLine as FindingFact } from './store/documents/finding-list.ts'
export type { FindingRecord as FindingRecordFact } from './store/documents/finding-sheet.ts'
export type { ConflictFact, MismatchFact } from './store/operations/report-rows.ts'
