import type { ColumnType } from 'kysely'

/** jsonb is written as JSON text and read as a value. */
export type Json<Value> = ColumnType<Value, string, string>

/** The tables of findings, and of what people and the ledger say of them. */
export interface DocumentTables {
  'documents.allocation': {
    payment_id: number
    document_id: number
    entity: string
    pass: string
    state: 'settled' | 'proposed'
    amount_minor: string
    write_off_minor: string
    scale: number
    currency: string
    counterparty: string | null
    alternatives: Json<readonly (readonly string[])[]>
    reason: string
    since_run: number
  }
  'documents.mismatch': {
    id: string
    entity: string
    golden_id: string
    cause: string
    system: string
    source_key: string
    other_system: string
    other_key: string
    field: string
    number: string | null
    value: string | null
    other_value: string | null
    difference_minor: string | null
    scale: number | null
    currency: string | null
    business_date: string | null
    counterparty: string | null
    evidence: Json<Readonly<Record<string, string>>>
    reason: string
    fingerprint: string
    since_run: number
    /** The run in which it was gone; null while it stands. */
    resolved_run: number | null
    /** YYYY-MM of the business date; without one, of the day it was first seen. */
    period: string
    /** A person's word, which holds as long as `fingerprint` does. */
    state: 'open' | 'accepted'
    /** The newest run when a person last decided. */
    decided_run: number | null
    assignee: string | null
    money_currency: ColumnType<string, never, never>
    /** Money at stake in whole units, negated: the order of lists. */
    money_order: ColumnType<string, never, never>
  }
  'documents.finding_event': {
    id: number
    finding_id: string
    kind: 'changed' | 'resolved' | 'returned' | 'accepted' | 'assigned' | 'reopened'
    run_id: number
    at: string
    actor: string | null
    reason: string | null
    detail: Json<Readonly<Record<string, string | null>>>
  }
  'documents.closing': {
    id: number
    period: string
    run_id: number
    closed_at: string
    closed_by: string
    reason: string
    reopened_at: string | null
    reopened_by: string | null
    reopened_reason: string | null
  }
}
