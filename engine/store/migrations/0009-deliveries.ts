import { sql, type Kysely } from 'kysely'

/** Batches of corrections, everything that happened to each, and taking a batch back. */
const statements = [
  'alter table ops.outbox drop constraint outbox_state_check',
  `alter table ops.outbox add constraint outbox_state_check check (state in
    ('planned', 'approved', 'sending', 'applied', 'refused', 'uncertain', 'superseded', 'rolled-back'))`,
  'alter table ops.outbox alter column batch_id type text collate "C"',
  // What was sent together and is named together to the system; the batch is all of it.
  'alter table ops.outbox add column page_id text collate "C"',
  // A person let it go; null when the plan did.
  'alter table ops.outbox add column approved_by text',
  // Whether the newest decision on its record still asks for it: one on its way is not taken back, but not sent again either.
  'alter table ops.outbox add column is_wanted boolean not null default true',
  // The correction whose before-image this one puts back.
  'alter table ops.outbox add column compensates text collate "C"',
  'create index outbox_batch on ops.outbox (batch_id)',
  'create index outbox_compensates on ops.outbox (compensates) where compensates is not null',

  `create table ops.delivery (
    id text collate "C" primary key,
    flow_id smallint not null,
    run_id integer not null,
    actor text not null,
    at timestamptz not null,
    reason text,
    compensates text collate "C",
    is_audited boolean not null
  )`,
  'create index delivery_unaudited on ops.delivery (flow_id) where not is_audited',
  'create index delivery_compensates on ops.delivery (compensates) where compensates is not null',

  // Append-only: an answer that was lost is found between a "sending" and what was read back.
  `create table ops.delivery_event (
    id bigint generated always as identity primary key,
    batch_id text collate "C" not null,
    idempotency_key text collate "C" not null,
    attempt integer not null,
    state text not null,
    answer text,
    at timestamptz not null
  )`,
  'create index delivery_event_correction on ops.delivery_event (idempotency_key, batch_id, id)',
  `create index delivery_event_first on ops.delivery_event (batch_id, id) where attempt = 1 and state = 'sending'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
