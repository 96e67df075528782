import { sql, type Kysely } from 'kysely'

/** What the snapshot guard remembers of a flow's past, and what a person accepted all the same. */
const statements = [
  'alter table staging.snapshot drop constraint snapshot_status_check',
  `alter table staging.snapshot add constraint snapshot_status_check check (status in (
    'reading', 'good', 'incomplete', 'empty', 'below-guard', 'gap', 'other-keys', 'repeated', 'replayed', 'restored',
    'clock-skew', 'hollow', 'drifted', 'failed', 'skipped'))`,
  `alter table staging.snapshot
    add column key_count integer,
    add column repeated_count integer not null default 0,
    add column newest_change timestamptz,
    add column content_sum numeric,
    add column filled jsonb not null default '{}',
    add column alarms jsonb not null default '[]'`,
  'alter table staging.incoming add column changed_instant timestamptz',
  // The hash of what a record said then: by it a system that went back to an earlier state is known.
  'alter table staging.record_version add column content_hash text collate "C"',

  `create table staging.acceptance (
    id integer primary key,
    flow_id smallint not null,
    snapshot_id integer not null,
    alarms jsonb not null,
    at timestamptz not null,
    actor text not null,
    reason text not null,
    used_snapshot integer
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
