import { ReconcileError } from '../domain/reconcile-error.ts'
import type { StagedFlow } from './snapshot-flow.ts'

/** A flow the plan cannot do without stops the run before anything is decided from what the others said. */
export function refuseStoppedFlow({ plan, snapshot }: StagedFlow): void {
  if (plan.onFailure !== 'stop-run' || plan.direction === 'write' || snapshot.status === 'good') return
  throw new ReconcileError('RUN_STOPPED_BY_FLOW', { flow: plan.id, reason: snapshot.reason ?? '' })
}
