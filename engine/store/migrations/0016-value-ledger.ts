import { sql, type Kysely } from 'kysely'

/** Fields that are not written back while systems overwrite each other, and conflicts as cases that people work through. */
const statements = [
  // By source record, not by golden id: whatever golden record it comes to belong to is frozen with it.
  `create table review.freeze (
    record_id integer not null,
    field text collate "C" not null,
    since_run integer not null,
    entity text collate "C" not null,
    cause text collate "C" not null check (cause in ('ping-pong', 'rejected-again', 'clock-went-back')),
    reason text not null,
    thawed_run integer,
    thawed_at timestamptz,
    thawed_by text,
    thaw_reason text,
    primary key (record_id, field, since_run)
  )`,
  'create index freeze_thawed on review.freeze (entity, thawed_run)',
  'alter table review.conflict drop constraint conflict_kind_check',
  `alter table review.conflict add constraint conflict_kind_check
    check (kind in ('differs', 'missing', 'deleted', 'stale-overwrite', 'ping-pong', 'rejected-again', 'clock-went-back'))`,
  // A correction that was taken is looked at the next night, whether its record changed or not.
  'create index outbox_changed on ops.outbox (changed_run)',
  `create table review.conflict_case (
    golden_id text collate "C" not null,
    field text collate "C" not null,
    entity text collate "C" not null,
    kinds text[] not null,
    systems text[] not null,
    since_run integer not null,
    is_frozen boolean not null,
    stake numeric not null default 0,
    primary key (golden_id, field)
  )`,
  'create index conflict_case_order on review.conflict_case ((- stake), since_run, golden_id, field)',
  `create index conflict_case_frozen on review.conflict_case ((- stake), since_run, golden_id, field) where is_frozen`,
  `insert into review.conflict_case (golden_id, field, entity, kinds, systems, since_run, is_frozen)
    select golden_id, field, min(entity), array_agg(distinct kind), '{}', min(since_run), false
    from review.conflict group by golden_id, field`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
