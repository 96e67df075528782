import { ReconcileError } from '../domain/reconcile-error.ts'

/** Refuses a word nobody answers for, or without a reason. */
export function assertSaid({ by, reason }: { readonly by: string; readonly reason: string }): void {
  const missing = [by.trim() === '' ? 'a name (--by)' : '', reason.trim() === '' ? 'a reason (--reason)' : ''].filter(
    (part) => part !== '',
  )

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
}
