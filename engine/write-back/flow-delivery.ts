import type { ReconcileError } from '../domain/reconcile-error.ts'
import type { FlowPlan } from '../plan/load-plan.ts'
import type { CorrectionState } from '../store/write-back/delivery-tables.ts'

/** How many corrections ended in which state. */
export type DeliveryCounts = Readonly<Partial<Record<CorrectionState, number>>>

/** One flow whose corrections are to be delivered. */
export interface FlowDelivery {
  readonly plan: FlowPlan
  readonly flowId: number
  readonly runId: number
  /** The moment its batch and its decisions stand for: a night's own, or now. */
  readonly at: string
  /** The person who delivers, and by that approves what waits for approval; undefined for the unattended run. */
  readonly by?: string | undefined
  /** How many records that person has seen would change. */
  readonly expected?: number | undefined
  /** A rollback: this batch alone, whatever the hour. */
  readonly onlyBatch?: string | undefined
  /** Sends nothing: only learns what became of what was sent. */
  readonly readsBackOnly?: true
}

/** What a delivery did to one flow. */
export interface FlowOutcome {
  /** The batch it made; null when nothing new was to go. */
  readonly batch: string | null
  readonly counts: DeliveryCounts
  /** Why corrections wait: a brake, a closed window, a system that takes nothing. */
  readonly held: readonly ReconcileError[]
}
