import { sql, type Kysely } from 'kysely'

/** What links said before they changed, and what persons take back: nothing of either is ever overwritten. */
const statements = [
  // A link tells since which run it says what it says, and whether a person's word or its weight made it one.
  'alter table matching.link add column is_asserted boolean not null default false, add column since_run integer not null default 0',
  `update matching.link set since_run = state.matched_run from matching.state as state where state.entity = link.entity`,
  `create table matching.former_link (
    entity text collate "C" not null,
    left_id integer not null,
    right_id integer not null,
    verdict text not null check (verdict in ('same', 'possible')),
    weight double precision not null,
    deciding_field text not null,
    held_apart_by text,
    model_version text not null,
    is_asserted boolean not null,
    since_run integer not null,
    until_run integer not null,
    retracted_because text not null check (retracted_because in
      ('record-ended', 'person-decided', 'another-model', 'record-changed', 'surroundings-changed')),
    primary key (entity, left_id, right_id, until_run)
  )`,

  // A word is taken back by another row, once; a word that settled a contradiction outranks those before it.
  `alter table review.decision
    drop constraint decision_verdict_check,
    add constraint decision_verdict_check check (verdict in ('same', 'different', 'later', 'retracted')),
    add column retracts integer,
    add column settles boolean not null default false,
    add constraint decision_retracts_check check ((verdict = 'retracted') = (retracts is not null))`,
  'create unique index decision_retracts on review.decision (retracts) where retracts is not null',
  'create index if not exists decision_pair on review.decision (left_id, right_id, id)',
  'create index if not exists decision_proposal on review.decision (proposal_id)',

  // The ledger as one list: what matching inferred, what persons asserted, and what either took back.
  `create view matching.link_ledger as
    select entity, left_id, right_id, verdict,
      'inferred' as standing, since_run as run_id, null::timestamptz as at, null::integer as decision_id, null::text as actor,
      weight, deciding_field as evidence, held_apart_by, model_version
    from matching.link where not is_asserted
    union all
    select entity, left_id, right_id, verdict, 'inferred', since_run, null, null, null,
      weight, deciding_field, held_apart_by, model_version
    from matching.former_link where not is_asserted
    union all
    select entity, left_id, right_id, verdict, 'retracted', until_run, null, null, null,
      weight, retracted_because, held_apart_by, model_version
    from matching.former_link where not is_asserted
    union all
    select word.entity, word.left_id, word.right_id, coalesce(former.verdict, word.verdict),
      case when word.retracts is null then 'asserted' else 'retracted' end, null, word.decided_at, word.id, word.actor,
      null, word.reason, null, null
    from review.decision as word
    left join review.decision as former on former.id = word.retracts
    where word.verdict <> 'later'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
