import { sql, type Kysely } from 'kysely'

/** Records that a system has not got are created in it; those we created say nothing of their own at first. */
const statements = [
  'alter table ops.outbox alter column record_id drop not null',
  `alter table ops.outbox
    add column kind text not null default 'update' check (kind in ('update', 'create', 'remove')),
    add column external_column text,
    add constraint outbox_external check ((kind = 'update') = (external_column is null)),
    add constraint outbox_target check (kind = 'create' or record_id is not null)`,
  `create index outbox_creation on ops.outbox (golden_id, flow_id) where kind = 'create'`,
  // What waits is shown page by page, whatever becomes of it meanwhile.
  `create index outbox_waiting on ops.outbox (flow_id, coalesce(record_id, 0), idempotency_key)
    where state in ('planned', 'approved', 'sending', 'uncertain')`,
  'alter table golden.crosswalk add column contributes boolean not null default true',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
