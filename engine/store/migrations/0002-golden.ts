import { sql, type Kysely } from 'kysely'

/** Links, golden records, review and the outbox. */
const statements = [
  'create schema matching',
  `create table matching.state (
    entity text primary key,
    fingerprint text not null,
    model jsonb not null,
    model_version text not null,
    candidate_pair_count bigint not null,
    limits jsonb not null default '[]',
    matched_run integer not null,
    decision_id integer not null,
    record_count integer not null,
    block_page_count integer not null
  )`,
  `create table matching.link (
    entity text collate "C" not null,
    left_id integer not null,
    right_id integer not null,
    verdict text not null check (verdict in ('same', 'possible')),
    weight double precision not null,
    deciding_field text not null,
    held_apart_by text,
    model_version text not null,
    primary key (entity, left_id, right_id)
  )`,
  'create index link_right on matching.link (entity, right_id)',

  `create table matching.cluster (
    record_id integer primary key,
    entity text collate "C" not null,
    representative_id integer not null,
    block_keys bytea not null
  )`,
  'create index cluster_representative on matching.cluster (entity, representative_id)',
  // Which records have a block key: pages of packed entries, for a row per key would be a gigabyte per million records.
  `create table matching.block_key (
    entity text collate "C" not null,
    page integer not null,
    since_run integer not null,
    entries bytea not null,
    primary key (entity, page, since_run)
  )`,
  'alter table matching.block_key alter column entries set storage external',
  `create table matching.hot_key (
    entity text collate "C" not null,
    key bigint not null,
    rule text collate "C" not null,
    record_count integer not null,
    primary key (entity, key)
  )`,
  // json keeps the text of the model as it was written; a version without one goes back to the model that was trained.
  `create table matching.model (
    entity text collate "C" not null,
    version integer not null,
    model json,
    trained_from text,
    trained_run integer,
    record_count integer,
    label_count integer,
    primary key (entity, version)
  )`,
  `create table matching.population (
    entity text collate "C" primary key,
    record_count integer not null,
    records_per_entity double precision not null,
    contents_per_entity double precision not null
  )`,
  `create table matching.term_frequency (
    entity text collate "C" not null,
    column_name text collate "C" not null,
    value_count integer not null,
    filled_count integer not null,
    counts bytea not null,
    primary key (entity, column_name)
  )`,

  'create schema golden',
  `create table golden.record (
    id text collate "C" primary key,
    entity text collate "C" not null,
    status text not null check (status in ('active', 'retired')),
    version integer not null,
    born_run integer not null,
    changed_run integer not null,
    values jsonb not null,
    provenance jsonb not null
  )`,
  'create index record_entity on golden.record (entity, id)',
  `create table golden.crosswalk (
    record_id integer primary key,
    entity text collate "C" not null,
    golden_id text collate "C" not null,
    since_run integer not null
  )`,
  'create index crosswalk_golden on golden.crosswalk (golden_id, record_id)',
  `create table golden.state (
    entity text primary key,
    policy_fingerprint text not null,
    match_fingerprint text not null,
    resolved_run integer not null
  )`,
  `create table golden.alias (
    old_id text collate "C" primary key,
    golden_id text collate "C" not null,
    since_run integer not null
  )`,
  `create table golden.event (
    run_id integer not null,
    ordinal integer not null,
    kind text not null check (kind in ('created', 'merged', 'split', 'moved', 'retired')),
    golden_id text collate "C" not null,
    detail jsonb not null,
    primary key (run_id, ordinal)
  )`,

  'create schema review',
  `create table review.proposal (
    id text collate "C" primary key,
    entity text collate "C" not null,
    status text not null check (status in ('open', 'decided', 'withdrawn')),
    member_ids integer[] not null,
    weight double precision not null,
    reason text not null,
    opened_run integer not null,
    closed_run integer
  )`,
  `create table review.decision (
    id integer primary key,
    entity text collate "C" not null,
    proposal_id text collate "C" not null,
    left_id integer not null,
    right_id integer not null,
    verdict text not null check (verdict in ('same', 'different', 'later')),
    reason text not null,
    actor text not null,
    decided_at timestamptz not null
  )`,
  `create table review.conflict (
    entity text collate "C" not null,
    golden_id text collate "C" not null,
    field text collate "C" not null,
    kind text collate "C" not null check (kind in ('differs', 'missing', 'stale-overwrite')),
    loser_id integer not null,
    winner_id integer not null,
    winner_value text,
    winner_changed_at timestamptz,
    loser_value text,
    loser_changed_at timestamptz,
    reason text not null,
    since_run integer not null,
    primary key (golden_id, field, kind, loser_id)
  )`,

  'create schema ops',
  `create table ops.lock (
    name text primary key,
    run_id integer,
    process_id integer not null,
    host text not null,
    since timestamptz not null
  )`,
  `create table ops.outbox (
    idempotency_key text collate "C" primary key,
    flow_id smallint not null,
    record_id integer not null,
    golden_id text collate "C" not null,
    changes jsonb not null,
    state text not null check (state in ('planned', 'approved', 'sending', 'applied', 'refused', 'uncertain', 'superseded')),
    reason text not null,
    answer text,
    batch_id text,
    created_run integer not null,
    changed_run integer not null
  )`,
  'create index outbox_state on ops.outbox (state, flow_id)',
  'create index outbox_record on ops.outbox (record_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
