import type { ColumnType } from 'kysely'

/** jsonb is written as JSON text and read as a value. */
export type Json<Value> = ColumnType<Value, string, string>

/** One way to match: `[payment record, document record, amount, write-off]` of each part, amounts in minor units. */
export interface StoredOption {
  readonly fingerprint: string
  readonly parts: readonly (readonly [number, number, string, string])[]
}

/** The tables of findings, and of what people and the ledger say of them. */
export interface DocumentTables {
  'documents.allocation': {
    payment_id: number
    document_id: number
    entity: string
    pass: string
    /** `settled` by the plan, `approved` by a person, `proposed` to one. */
    state: 'settled' | 'approved' | 'proposed'
    amount_minor: string
    write_off_minor: string
    scale: number
    currency: string
    counterparty: string | null
    alternatives: Json<readonly StoredOption[]>
    reason: string
    since_run: number
    /** Of what a person may be asked or has decided; empty otherwise. */
    match_id: string
    /** Position in the match; the first one has 0. */
    place: number
    /** Money of the whole match. */
    match_minor: string
    /** Of the evidence, while it is proposed. */
    fingerprint: string
    money_order: ColumnType<string, never, never>
  }
  'documents.payment_decision': {
    id: number
    match_id: string
    verdict: 'approved' | 'first-approval' | 'refused' | 'undone'
    entity: string
    document_system: string
    pass: string
    /** 0: as proposed. */
    alternative: number
    amount_minor: string
    write_off_minor: string
    scale: number
    currency: string
    counterparty: string | null
    match_reason: string
    run_id: number
    decided_at: string
    actor: string
    reason: string
    /** The rows of `documents.allocation` as they stood. */
    proposal: Json<readonly unknown[]>
    resolved_findings: Json<readonly string[]>
    /** The later word that ended this one; null while it stands. */
    ended_by: number | null
  }
  'documents.approved_allocation': {
    decision_id: number
    place: number
    payment_id: number
    document_id: number
    amount_minor: string
    write_off_minor: string
  }
  'documents.refused_match': { decision_id: number; payment_id: number; fingerprint: string }
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
