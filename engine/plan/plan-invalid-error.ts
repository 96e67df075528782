import { ReconcileError } from '../domain/reconcile-error.ts'
import { inReadingOrder, problemLine, type PlanProblem } from './plan-problem.ts'

/** PLAN_INVALID with every problem as data too, for `--json` and editors. */
export class PlanInvalidError extends ReconcileError<'PLAN_INVALID'> {
  readonly problems: readonly PlanProblem[]

  constructor(problems: readonly PlanProblem[]) {
    const ordered = inReadingOrder(problems)

    super('PLAN_INVALID', { count: ordered.length, problems: ordered.map(problemLine).join('\n') })
    this.problems = ordered
  }
}
