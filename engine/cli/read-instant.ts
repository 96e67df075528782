import { instantOf } from '../domain/instant.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'

/** The instant an option names, as UTC. */
export function readInstant(option: string, text: string): string {
  const instant = instantOf(text)
  if (instant !== undefined) return instant

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: option,
    found: text,
    allowed: 'an instant with offset such as 2026-01-31T02:00:00Z',
  })
}
