import { ReconcileError } from '../domain/reconcile-error.ts'
import { findingPage, type FindingLine } from '../store/documents/finding-list.ts'
import {
  findingDetails,
  findingEvents,
  type FindingEvent,
  type FindingRecord,
} from '../store/documents/finding-sheet.ts'
import type { Session } from '../store/store.ts'
import { recordsOfFindings } from './records-of-findings.ts'

/** One finding with everything that speaks about it. */
export interface FindingSheet extends FindingLine {
  readonly goldenId: string | null
  readonly field: string | null
  readonly value: string | null
  readonly otherValue: string | null
  /** Every system's copy of the document, and the record on the other side where it is another document. */
  readonly records: readonly FindingRecord[]
  readonly events: readonly FindingEvent[]
}

export async function showFinding(session: Session, id: string): Promise<FindingSheet> {
  const detail = (await findingDetails(session, [id])).get(id)
  const { lines } = await findingPage(session, { ids: [id] }, { currency: 'EUR', limit: 1, isOfFew: true })
  const [line] = lines

  if (detail === undefined || line === undefined) throw new ReconcileError('FINDING_UNKNOWN', { id })
  const { goldenId, field, value, otherValue } = detail
  const [records = []] = await recordsOfFindings(session, [detail])

  return { ...line, goldenId, field, value, otherValue, records, events: await findingEvents(session, id) }
}
