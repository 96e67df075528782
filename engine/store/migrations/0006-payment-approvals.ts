import { sql, type Kysely } from 'kysely'

/** What people say of proposed matches of payments; matches get an id they can be named by, and an order by their money. */
const statements = [
  // Proposals of before have no id yet: the next night makes them anew.
  `alter table documents.allocation
    add column match_id text collate "C" not null default '',
    add column place smallint not null default 0,
    add column match_minor bigint not null default 0,
    add column fingerprint text collate "C" not null default '',
    add column money_order numeric not null generated always as
      (-round(abs(match_minor) / 10::numeric ^ scale, scale)) stored,
    drop constraint allocation_pkey,
    add primary key (payment_id, document_id, match_id),
    drop constraint allocation_state_check,
    add constraint allocation_state_check check (state in ('settled', 'approved', 'proposed'))`,
  `update documents.allocation set alternatives = '[]'`,
  // What waits, by the money in it: one row for each match.
  `create index allocation_waiting on documents.allocation (currency, money_order, match_id)
    where state = 'proposed' and place = 0 and match_id <> ''`,
  `create index allocation_match on documents.allocation (match_id) where match_id <> ''`,
  'create index allocation_document on documents.allocation (document_id)',

  // A person's word on a match. Appended; only the number of the word that ended it is added later.
  `create table documents.payment_decision (
    id integer primary key,
    match_id text collate "C" not null,
    verdict text collate "C" not null check (verdict in ('approved', 'first-approval', 'refused', 'undone')),
    entity text collate "C" not null,
    document_system text collate "C" not null,
    pass text collate "C" not null,
    alternative smallint not null,
    amount_minor bigint not null,
    write_off_minor bigint not null,
    scale smallint not null,
    currency text collate "C" not null,
    counterparty text collate "C",
    match_reason text not null,
    run_id integer not null,
    decided_at timestamptz not null,
    actor text not null,
    reason text not null,
    -- The proposal as it stood and the findings that went with it: what undoing puts back.
    proposal jsonb not null,
    resolved_findings jsonb not null default '[]',
    ended_by integer
  )`,
  `create unique index payment_decision_standing on documents.payment_decision (match_id)
    where ended_by is null and verdict <> 'undone'`,
  `create index payment_decision_verdict on documents.payment_decision (verdict, id)
    where ended_by is null and verdict <> 'undone'`,
  'create index payment_decision_match on documents.payment_decision (match_id, id)',
  `create table documents.approved_allocation (
    decision_id integer not null,
    place smallint not null,
    payment_id integer not null,
    document_id integer not null,
    amount_minor bigint not null,
    write_off_minor bigint not null,
    primary key (decision_id, place)
  )`,
  'create index approved_allocation_payment on documents.approved_allocation (payment_id)',
  // Each way of matching that was refused, by the evidence there was: new evidence has another fingerprint.
  `create table documents.refused_match (
    decision_id integer not null,
    payment_id integer not null,
    fingerprint text collate "C" not null,
    primary key (decision_id, payment_id, fingerprint)
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
