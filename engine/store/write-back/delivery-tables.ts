import type { Json } from '../documents/document-tables.ts'

export type CorrectionState =
  'planned' | 'approved' | 'sending' | 'applied' | 'refused' | 'uncertain' | 'superseded' | 'rolled-back'

/** A record is corrected, is to be created, or, created by us, goes again when that is taken back. */
export type CorrectionKind = 'update' | 'create' | 'remove'

/** Tables of the outbox and of what was delivered. */
export interface DeliveryTables {
  'ops.outbox': {
    idempotency_key: string
    flow_id: number
    /** Null for a record to create, until its system has given it a key. */
    record_id: number | null
    golden_id: string
    kind: CorrectionKind
    /** Column of the system that keeps the golden id, of a record to create or remove. */
    external_column: string | null
    changes: Json<readonly OutboxChange[]>
    state: CorrectionState
    reason: string
    answer: string | null
    batch_id: string | null
    page_id: string | null
    approved_by: string | null
    is_wanted: boolean
    compensates: string | null
    created_run: number
    changed_run: number
  }
  'ops.delivery': {
    id: string
    flow_id: number
    run_id: number
    actor: string
    at: string
    reason: string | null
    compensates: string | null
    is_audited: boolean
  }
}

/** One column of a correction, with the canonical field it stands for. */
export interface OutboxChange {
  readonly field: string
  /** The canonical value that `after` says in the system's own form: by it our own write is known when it comes back. */
  readonly value: string
  /** What the record says there now, as a canonical value: it comes back when the correction is rolled back. */
  readonly valueBefore: string | null
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}
