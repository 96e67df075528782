import { ReconcileError } from '../domain/reconcile-error.ts'

const limitMax = 10_000

/** How many lines `--limit` asks for. */
export function readLimit(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0 && count <= limitMax) return count

  throw new ReconcileError('ARGUMENT_INVALID', {
    at: '--limit',
    found: text,
    allowed: `a whole number from 1 to ${limitMax}`,
  })
}
