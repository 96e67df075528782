import { ReconcileError } from '../domain/reconcile-error.ts'
import type { Tools } from '../operations/tools.ts'
import { abandonRun, type Run } from '../store/operations/runs.ts'
import type { StagedFlow } from './snapshot-flow.ts'

/**
 * A flow the plan cannot do without stops the run before anything is decided from what the others said. The run is over:
 * the next one reads every flow again instead of taking this one up.
 */
export async function refuseStoppedFlow({ plan, snapshot }: StagedFlow, run: Run, { store }: Tools): Promise<void> {
  if (plan.onFailure !== 'stop-run' || plan.direction === 'write' || snapshot.status === 'good') return
  await abandonRun(store, run.id)
  throw new ReconcileError('RUN_STOPPED_BY_FLOW', { flow: plan.id, reason: snapshot.reason ?? '' })
}
