import { sql, type Kysely } from 'kysely'

/** Findings about documents, payments and flows, what people said of them, and the ledger that months are closed by. */
const statements = [
  'create schema documents',
  // A finding is one thing from the night it is first seen; when it vanishes it stays, with the run that resolved it.
  `create table documents.mismatch (
    id text collate "C" primary key,
    entity text collate "C" not null,
    golden_id text collate "C" not null,
    cause text collate "C" not null,
    system text collate "C" not null,
    source_key text collate "C" not null,
    other_system text collate "C" not null,
    other_key text collate "C" not null,
    field text collate "C" not null,
    number text,
    value text,
    other_value text,
    difference_minor bigint,
    scale smallint,
    currency text collate "C",
    business_date date,
    counterparty text collate "C",
    evidence jsonb not null,
    reason text not null,
    fingerprint text collate "C" not null,
    since_run integer not null,
    resolved_run integer,
    period text collate "C" not null,
    state text collate "C" not null default 'open' check (state in ('open', 'accepted')),
    decided_run integer,
    assignee text,
    money_currency text collate "C" not null generated always as (
      case when difference_minor is null or scale is null then '' else coalesce(currency, '') end) stored,
    money_order numeric not null generated always as (
      case when difference_minor is null or scale is null or currency is null then 0
        else -round(abs(difference_minor) / 10::numeric ^ scale, scale) end) stored
  )`,
  'create index mismatch_scope on documents.mismatch (entity, cause)',
  // The morning's list: what waits, by the money in it.
  `create index mismatch_waiting on documents.mismatch (money_currency, money_order, id)
    where resolved_run is null and state = 'open'`,
  'create index mismatch_counterparty on documents.mismatch (counterparty)',
  'create index mismatch_period on documents.mismatch (period)',

  // Which part of a payment settles which document: decided, or waiting for a person. Made anew every night, like the findings.
  `create table documents.allocation (
    payment_id integer not null,
    document_id integer not null,
    entity text collate "C" not null,
    pass text collate "C" not null,
    state text collate "C" not null check (state in ('settled', 'proposed')),
    amount_minor bigint not null,
    write_off_minor bigint not null,
    scale smallint not null,
    currency text collate "C" not null,
    counterparty text collate "C",
    alternatives jsonb not null,
    reason text not null,
    since_run integer not null,
    primary key (payment_id, document_id)
  )`,

  // What happened to a finding, by whom: appended, never changed. The machine has no name.
  `create table documents.finding_event (
    id integer primary key,
    finding_id text collate "C" not null,
    kind text collate "C" not null
      check (kind in ('changed', 'resolved', 'returned', 'accepted', 'assigned', 'reopened')),
    run_id integer not null,
    at timestamptz not null,
    actor text,
    reason text,
    detail jsonb not null default '{}'
  )`,
  'create index finding_event_finding on documents.finding_event (finding_id, id)',

  // The ledger: what came to wait for a person (new) and what ceased to (resolved, accepted), booked in a month that is open.
  `create table documents.movement (
    id integer primary key,
    finding_id text collate "C" not null,
    run_id integer not null,
    at timestamptz not null,
    kind text collate "C" not null check (kind in ('new', 'resolved', 'accepted')),
    period text collate "C" not null,
    booked_in text collate "C" not null,
    entity text collate "C" not null,
    cause text collate "C" not null,
    counterparty text collate "C" not null,
    currency text collate "C" not null,
    scale smallint not null,
    minor bigint not null,
    is_after_closing boolean not null
  )`,
  'create index movement_month on documents.movement (booked_in)',
  'create index movement_finding on documents.movement (finding_id, id)',
  `create table documents.closing (
    id integer primary key,
    period text collate "C" not null,
    run_id integer not null,
    closed_at timestamptz not null,
    closed_by text not null,
    reason text not null,
    reopened_at timestamptz,
    reopened_by text,
    reopened_reason text
  )`,
  'create unique index closing_period on documents.closing (period) where reopened_at is null',
  `create table documents.closing_line (
    closing_id integer not null,
    entity text collate "C" not null,
    cause text collate "C" not null,
    counterparty text collate "C" not null,
    currency text collate "C" not null,
    scale smallint not null,
    opening bigint not null, opening_minor numeric not null,
    new bigint not null, new_minor numeric not null,
    resolved bigint not null, resolved_minor numeric not null,
    accepted bigint not null, accepted_minor numeric not null,
    closing bigint not null, closing_minor numeric not null,
    primary key (closing_id, entity, cause, counterparty, currency, scale)
  )`,
  `create table documents.closing_finding (
    closing_id integer not null,
    finding_id text collate "C" not null,
    period text collate "C" not null,
    since_run integer not null,
    entity text collate "C" not null,
    cause text collate "C" not null,
    counterparty text collate "C" not null,
    number text,
    currency text collate "C" not null,
    scale smallint not null,
    minor bigint not null,
    assignee text,
    primary key (closing_id, finding_id)
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
