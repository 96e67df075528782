import { sql, type Kysely } from 'kysely'

/** Proposals as tasks of people: whose they are, what is at stake, who has spoken, and what became of them. */
const statements = [
  // `stake` is money in the company's currency; `pending` is the first word on a proposal that needs a second person.
  `alter table review.proposal
    add column assignee text collate "C",
    add column stake numeric not null default 0,
    add column systems text[] collate "C" not null default '{}',
    add column system_count integer not null generated always as (cardinality(systems)) stored,
    add column member_count integer not null generated always as (cardinality(member_ids)) stored,
    add column needs_second boolean not null default false,
    add column pending jsonb`,
  `update review.proposal set reason = 'between-thresholds' where reason = 'between the review and the link threshold'`,
  // Every list is read from the end of one of these.
  `create index proposal_order on review.proposal (status, stake, system_count, member_count, weight, id)`,
  `create index proposal_assignee on review.proposal (assignee, status, stake, system_count, member_count, weight, id)
    where assignee is not null`,
  'create index proposal_pending on review.proposal (status) where pending is not null',
  'create index proposal_member on review.proposal using gin (member_ids)',

  // The newest finished run when the word was said: what the person can have seen.
  'alter table review.decision add column seen_run integer, add column confirmed_by text',
  'create index if not exists decision_pair on review.decision (left_id, right_id, id)',
  'create index if not exists decision_right on review.decision (right_id)',
  'create index if not exists decision_proposal on review.decision (proposal_id)',

  // What happened to a proposal, by whom: appended, never changed. The machine has no name.
  `create table review.proposal_event (
    id integer primary key,
    proposal_id text collate "C" not null,
    kind text collate "C" not null
      check (kind in ('assigned', 'unassigned', 'proposed', 'refused', 'decided', 'reopened', 'withdrawn')),
    run_id integer not null,
    at timestamptz not null,
    actor text,
    reason text,
    detail jsonb not null default '{}'
  )`,
  'create index proposal_event_proposal on review.proposal_event (proposal_id, id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
