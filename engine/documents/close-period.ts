import { ReconcileError } from '../domain/reconcile-error.ts'
import { appendAudit } from '../store/operations/audit.ts'
import { lastClosing, reopenClosing, writeClosing } from '../store/documents/closings.ts'
import { newestRunId, type PersonsWord } from '../store/documents/finding-decisions.ts'
import { lockFindings } from '../store/documents/movements.ts'
import { businessDayOf } from '../store/operations/runs.ts'
import type { Session } from '../store/store.ts'

/** A person's word about a month; a reason is always given. */
export interface PeriodWord extends PersonsWord {
  readonly reason: string
}

/** What closing a month kept. */
export interface ClosedPeriod {
  readonly period: string
  readonly openCount: number
}

/**
 * Closes a month and every earlier one: its answer is kept, and whatever is found of its documents later is booked in the first
 * open month. A month can be closed when a run took place after its end.
 */
export async function closePeriod(session: Session, period: string, word: PeriodWord): Promise<ClosedPeriod> {
  refuseIncomplete(word)
  await lockFindings(session)
  const last = await lastClosing(session)

  if (last !== undefined && last.period >= period) {
    throw new ReconcileError('PERIOD_CLOSED', { period, last: last.period, by: last.closedBy, at: last.closedAt })
  }
  const runId = await newestRunId(session)
  const day = await businessDayOf(session, runId)

  if (day === undefined || day.slice(0, 7) <= period) {
    throw new ReconcileError('PERIOD_NOT_OVER', { period, day: day ?? 'never' })
  }
  const { openCount } = await writeClosing(session, period, runId, word)

  await audit(session, 'period-closed', period, word, { openCount })

  return { period, openCount }
}

/** Opens the newest closed month again; its answer of the time stays on record, and closing it anew gives another. */
export async function reopenPeriod(session: Session, period: string, word: PeriodWord): Promise<void> {
  refuseIncomplete(word)
  await lockFindings(session)
  const last = await lastClosing(session)

  if (last?.period !== period) throw new ReconcileError('PERIOD_NOT_CLOSED', { period, last: last?.period ?? 'none' })
  await reopenClosing(session, last.id, word)
  await audit(session, 'period-reopened', period, word)
}

function refuseIncomplete({ by, reason }: PeriodWord): void {
  const missing = [by === '' ? 'a name (--by)' : '', reason === '' ? 'a reason (--reason)' : ''].filter(
    (part) => part !== '',
  )

  if (missing.length > 0) throw new ReconcileError('DECISION_INCOMPLETE', { missing: missing.join(' and ') })
}

function audit(
  session: Session,
  action: 'period-closed' | 'period-reopened',
  subject: string,
  { by, at, reason }: PeriodWord,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return appendAudit(session, [{ at, actor: by, action, subject, detail: { ...detail, reason } }])
}
