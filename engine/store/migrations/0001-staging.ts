import { sql, type Kysely } from 'kysely'

/** Runs, snapshots, raw source records and one canonical table per entity. Text keys sort by code unit on every server: collate "C". */
const statements = [
  'create schema staging',

  `create table staging.run (
    id integer primary key,
    status text not null check (status in ('running', 'finished', 'abandoned')),
    as_of timestamptz not null,
    business_day date not null,
    plan_fingerprint text not null,
    finished_stages text[] not null default '{}',
    summary jsonb
  )`,

  `create table staging.flow (
    id smallint primary key,
    system text collate "C" not null,
    entity text collate "C" not null,
    normalized_with text,
    normalized_through_run integer not null default 0,
    column_evidence jsonb not null default '{}',
    columns jsonb not null default '[]',
    last_good_snapshot integer,
    unique (system, entity)
  )`,

  `create table staging.snapshot (
    id integer primary key,
    run_id integer not null references staging.run,
    flow_id smallint not null references staging.flow,
    status text not null check (status in ('reading', 'good', 'incomplete', 'empty', 'below-guard', 'drifted', 'failed', 'skipped')),
    reason text,
    read_at timestamptz not null,
    proof text,
    row_count integer not null default 0,
    expected_count integer,
    columns jsonb not null default '[]',
    schema_fingerprint text,
    new_count integer not null default 0,
    changed_count integer not null default 0,
    missing_count integer not null default 0,
    unique (run_id, flow_id)
  )`,

  `create table staging.incoming (
    snapshot_id integer not null,
    source_key text collate "C" not null,
    content_hash text collate "C" not null,
    changed_at text,
    payload text not null
  )`,

  `create table staging.source_record (
    id integer primary key,
    flow_id smallint not null references staging.flow,
    source_key text collate "C" not null,
    content_hash text collate "C" not null,
    changed_at text,
    payload text not null,
    first_seen_run integer not null,
    changed_run integer not null,
    missing_since integer,
    tombstoned_run integer
  )`,
  'create unique index source_record_key on staging.source_record (flow_id, source_key)',
  'create index source_record_changed on staging.source_record (changed_run)',

  `create table staging.record_version (
    record_id integer not null,
    run_id integer not null,
    changed_at timestamptz,
    fields jsonb not null,
    primary key (record_id, run_id)
  )`,

  `create table staging.rejection (
    flow_id smallint not null,
    record_id integer,
    source_key text collate "C" not null,
    position text collate "C" not null,
    field text collate "C" not null,
    reason text collate "C" not null,
    raw text not null,
    since_run integer not null
  )`,
  'create index rejection_flow on staging.rejection (flow_id, record_id)',

  `create table staging.customer (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    given_name text, family_name text, company_name text, legal_form text, email text, phone text,
    street text, city text, postal_code text, country text, vat_id text, company_id text, birth_date date
  )`,
  `create table staging.product (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    sku text, gtin text, name text, brand text, price_minor bigint, scale smallint, currency text, price_vat text,
    vat_rate numeric, stock numeric, status text
  )`,
  `create table staging.order (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    number text, customer_key text collate "C", customer_system text collate "C", ordered_on date, ordered_at timestamptz,
    shipped_on date, currency text, scale smallint, net_minor bigint, vat_minor bigint, gross_minor bigint,
    discount_minor bigint, freight_minor bigint, prepaid_minor bigint, payable_minor bigint, status text
  )`,
  `create table staging.order_line (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    document_key text collate "C", line_number text, sku text, description text, quantity numeric, unit text,
    unit_price numeric, vat_category text, vat_rate numeric,
    currency text, scale smallint, net_minor bigint, vat_minor bigint, gross_minor bigint, discount_minor bigint
  )`,
  'create index order_line_document on staging.order_line (document_key)',
  `create table staging.invoice (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    number text, document_type text, corrects_number text, order_number text,
    customer_key text collate "C", customer_system text collate "C", issued_on date, tax_point_on date, due_on date,
    currency text, scale smallint, net_minor bigint, vat_minor bigint, gross_minor bigint,
    discount_minor bigint, freight_minor bigint, prepaid_minor bigint, payable_minor bigint,
    vat_rate numeric, exchange_rate numeric, exchange_currency text, status text
  )`,
  `create table staging.invoice_line (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    document_key text collate "C", line_number text, sku text, description text, quantity numeric, unit text,
    unit_price numeric, vat_category text, vat_rate numeric,
    currency text, scale smallint, net_minor bigint, vat_minor bigint, gross_minor bigint, discount_minor bigint
  )`,
  'create index invoice_line_document on staging.invoice_line (document_key)',
  `create table staging.payment (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    reference text, text text, payer_name text, payer_account text, type text, payout_key text collate "C",
    customer_key text collate "C", customer_system text collate "C", paid_on date, paid_at timestamptz,
    currency text, scale smallint, gross_minor bigint, fee_minor bigint, status text
  )`,
  `create table staging.message (
    record_id integer primary key, changed_at timestamptz, normalized_run integer not null,
    campaign text, customer_key text collate "C", customer_system text collate "C", recipient text, sent_at timestamptz,
    status text
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
