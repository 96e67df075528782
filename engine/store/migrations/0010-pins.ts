import { sql, type Kysely } from 'kysely'

/** What stewards pinned or called wrong, and golden values that are sets. */
const statements = [
  `create table golden.pin (
    id integer primary key,
    entity text collate "C" not null,
    golden_id text collate "C" not null,
    field text collate "C" not null,
    value text,
    taken_from text,
    actor text not null,
    reason text not null,
    pinned_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    ended_reason text,
    settled_run integer
  )`,
  'create index pin_golden on golden.pin (golden_id)',
  'create index pin_waiting on golden.pin (entity) where settled_run is null',
  `create table golden.ignored_value (
    id integer primary key,
    entity text collate "C" not null,
    record_id integer not null,
    field text collate "C" not null,
    value text not null,
    actor text not null,
    reason text not null,
    ignored_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    ended_reason text,
    settled_run integer
  )`,
  'create index ignored_value_record on golden.ignored_value (record_id)',
  'create index ignored_value_waiting on golden.ignored_value (entity) where settled_run is null',
  'alter table golden.record add column value_sets jsonb',
  'alter table golden.version add column value_sets jsonb',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
