import { ReconcileError } from '../domain/reconcile-error.ts'

/** The instant an option names, as UTC; one without offset is refused, because nobody could say which moment it is. */
export function readInstant(option: string, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text).toISOString()
  }
  throw new ReconcileError('ARGUMENT_INVALID', {
    at: option,
    found: text,
    allowed: 'an instant with offset such as 2026-01-31T02:00:00Z',
  })
}
