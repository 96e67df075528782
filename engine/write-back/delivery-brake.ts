import { ReconcileError } from '../domain/reconcile-error.ts'
import type { FlowPlan } from '../plan/load-plan.ts'

/** What a batch would change. */
export interface BatchReach {
  readonly changed: number
  readonly records: number
}

/** Why a batch must not go: it would change more than the plan allows, or another number than a person has seen. */
export function brakeIssue(
  plan: FlowPlan,
  { changed, records }: BatchReach,
  expected: number | undefined,
): ReconcileError | undefined {
  if (changed === 0 || expected === changed) return undefined
  if (expected !== undefined) return new ReconcileError('DELIVERY_UNEXPECTED', { flow: plan.id, changed, expected })

  const { recordsMax, percentMax } = plan.writeBack?.brake ?? {}
  const limits = [
    { limit: recordsMax ?? Infinity, text: String(recordsMax) },
    { limit: percentMax === undefined ? Infinity : (percentMax / 100) * records, text: `${percentMax} %` },
  ]
  const passed = limits.filter(({ limit }) => changed > limit)

  if (passed.length === 0) return undefined
  const allowed = passed.map(({ text }) => text).join(' and ')

  return new ReconcileError('DELIVERY_BRAKED', { flow: plan.id, changed, records, allowed })
}
