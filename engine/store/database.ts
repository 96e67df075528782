import type { ColumnType } from 'kysely'
import type { EntityKind } from '../../rules/entity/entity.ts'
import type { FreezeCause } from '../../rules/truth/ping-pong.ts'
import type { Judgement } from '../../rules/documents/en16931/judge-e-invoice.ts'
import type { SnapshotAlarm, TroubleStatus } from '../domain/snapshot-troubles.ts'
import type { DeliveryTables } from './write-back/delivery-tables.ts'
import type { DocumentTables, Json } from './documents/document-tables.ts'
import type { GoldenTables } from './golden/golden-tables.ts'

export type SnapshotStatus = 'reading' | 'good' | 'skipped' | TroubleStatus

/** The tables as kysely sees them. Instants, dates, bigints and numerics are text: see `value-parsers.ts`. */
export interface Database extends GoldenTables, DocumentTables, DeliveryTables {
  'staging.run': {
    id: number
    status: 'running' | 'finished' | 'abandoned'
    as_of: string
    /** The day `as_of` falls on in the company's calendar. */
    business_day: string
    plan_fingerprint: string
    finished_stages: string[]
    summary: Json<unknown>
  }
  'staging.flow': {
    id: number
    system: string
    entity: EntityKind
    normalized_with: string | null
    normalized_through_run: number
    column_evidence: Json<Readonly<Record<string, unknown>>>
    columns: Json<readonly string[]>
    last_good_snapshot: number | null
  }
  'staging.snapshot': {
    id: number
    run_id: number
    flow_id: number
    status: SnapshotStatus
    reason: string | null
    read_at: string
    proof: string | null
    row_count: number
    expected_count: number | null
    columns: Json<readonly string[]>
    schema_fingerprint: string | null
    new_count: number
    changed_count: number
    missing_count: number
    key_count: number | null
    repeated_count: number
    newest_change: string | null
    content_sum: string | null
    /** Rows in which each mapped column said something. */
    filled: Json<Readonly<Record<string, number>>>
    alarms: Json<readonly SnapshotAlarm[]>
  }
  'staging.acceptance': {
    id: number
    flow_id: number
    snapshot_id: number
    alarms: Json<readonly SnapshotAlarm[]>
    at: string
    actor: string
    reason: string
    used_snapshot: number | null
  }
  'staging.incoming': {
    snapshot_id: number
    source_key: string
    content_hash: string
    changed_at: string | null
    payload: string
    changed_instant: string | null
  }
  'staging.source_record': {
    id: number
    flow_id: number
    source_key: string
    content_hash: string
    changed_at: string | null
    payload: string
    first_seen_run: number
    changed_run: number
    missing_since: number | null
    tombstoned_run: number | null
  }
  'staging.record_version': {
    record_id: number
    run_id: number
    changed_at: string | null
    fields: Json<Readonly<Record<string, string | null>>>
    content_hash: string | null
  }
  'staging.rejection': {
    flow_id: number
    record_id: number | null
    source_key: string
    position: string
    field: string
    reason: string
    raw: string
    since_run: number
  }
  'staging.e_invoice_judgement': {
    record_id: number
    judgement: Json<Judgement>
  }
  'matching.state': {
    entity: string
    fingerprint: string
    model: Json<unknown>
    model_version: string
    candidate_pair_count: string
    limits: Json<readonly string[]>
    matched_run: number
    decision_id: number
    record_count: number
    block_page_count: number
  }
  'matching.link': {
    entity: string
    left_id: number
    right_id: number
    verdict: 'same' | 'possible'
    weight: number
    deciding_field: string
    held_apart_by: string | null
    model_version: string
    is_asserted: boolean
    since_run: number
  }
  'matching.cluster': { record_id: number; entity: string; representative_id: number; block_keys: Uint8Array }
  'matching.block_key': { entity: string; page: number; since_run: number; entries: Uint8Array }
  'matching.hot_key': { entity: string; key: string; rule: string; record_count: number }
  'matching.model': {
    entity: string
    version: number
    model: ColumnType<unknown, string | null, never>
    trained_from: string | null
    trained_run: number | null
    record_count: number | null
    label_count: number | null
  }
  'matching.population': {
    entity: string
    record_count: number
    records_per_entity: number
    contents_per_entity: number
  }
  'matching.term_frequency': {
    entity: string
    column_name: string
    value_count: number
    filled_count: number
    counts: Uint8Array
  }
  'review.proposal': {
    id: string
    entity: string
    status: 'open' | 'decided' | 'withdrawn'
    member_ids: number[]
    weight: number
    reason: string
    opened_run: number
    closed_run: number | null
    assignee: string | null
    stake: string
    systems: string[]
    system_count: ColumnType<number, never, never>
    member_count: ColumnType<number, never, never>
    needs_second: boolean
    pending: Json<unknown>
  }
  'review.proposal_event': {
    id: number
    proposal_id: string
    kind: 'assigned' | 'unassigned' | 'proposed' | 'refused' | 'decided' | 'reopened' | 'withdrawn'
    run_id: number
    at: string
    actor: string | null
    reason: string | null
    detail: Json<unknown>
  }
  'review.decision': {
    id: number
    entity: string
    proposal_id: string
    left_id: number
    right_id: number
    verdict: 'same' | 'different' | 'later' | 'retracted'
    reason: string
    actor: string
    decided_at: string
    /** The word this one takes back. */
    retracts: ColumnType<number | null, number | undefined, never>
    /** Given by someone who had no part in the contradiction it ends. */
    settles: ColumnType<boolean, boolean | undefined, never>
    seen_run: number | null
    confirmed_by: string | null
  }
  'review.conflict': {
    entity: string
    golden_id: string
    field: string
    kind: 'differs' | 'missing' | 'deleted' | 'stale-overwrite' | FreezeCause
    loser_id: number
    winner_id: number
    winner_value: string | null
    winner_changed_at: string | null
    loser_value: string | null
    loser_changed_at: string | null
    reason: string
    since_run: number
  }
  'review.conflict_case': {
    golden_id: string
    field: string
    entity: string
    kinds: string[]
    systems: string[]
    since_run: number
    is_frozen: boolean
    stake: string
    other_stakes: Readonly<Record<string, string>>
  }
  'review.freeze': {
    record_id: number
    field: string
    since_run: number
    entity: string
    cause: FreezeCause
    reason: string
    thawed_run: number | null
    thawed_at: string | null
    thawed_by: string | null
    thaw_reason: string | null
  }
  'ops.lock': { name: string; run_id: number | null; process_id: number; host: string; since: string }
}
