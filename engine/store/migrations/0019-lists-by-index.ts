import { sql, type Kysely } from 'kysely'

/** Every list and every filter of a list is a range of an index: what is rare is found without reading what is not. */
const statements = [
  // The feed of one golden record: also the events that led to it.
  `create index event_into on golden.event ((detail ->> 'into')) where detail ->> 'into' is not null`,

  'create index proposal_weight on review.proposal (status, weight)',
  'create index proposal_members on review.proposal (status, member_count)',
  'create index proposal_system on review.proposal using gin (systems) with (fastupdate = off)',

  'create index conflict_case_kind on review.conflict_case using gin (kinds) with (fastupdate = off)',
  'create index conflict_case_system on review.conflict_case using gin (systems) with (fastupdate = off)',
  'create index conflict_case_field on review.conflict_case (field, entity)',
  'create index conflict_case_entity on review.conflict_case (entity)',
  'create index conflict_case_since on review.conflict_case (since_run)',

  'create index mismatch_order on documents.mismatch (money_currency, money_order, id)',
  `create index mismatch_accepted on documents.mismatch (money_currency, money_order, id)
    where resolved_run is null and state = 'accepted'`,
  `create index mismatch_resolved on documents.mismatch (money_currency, money_order, id)
    where resolved_run is not null`,
  'create index mismatch_cause on documents.mismatch (cause)',
  'create index mismatch_system on documents.mismatch (system)',
  'create index mismatch_other_system on documents.mismatch (other_system)',
  `create index mismatch_amount on documents.mismatch (money_order) where money_currency <> ''`,

  // A batch is counted by the states of its corrections, and read in the order of its records.
  'drop index ops.outbox_batch',
  'create index outbox_batch on ops.outbox (batch_id, state)',
  'create index outbox_batch_record on ops.outbox (batch_id, coalesce(record_id, 0), idempotency_key)',
  'drop index ops.delivery_event_first',
  `create index delivery_event_first on ops.delivery_event (batch_id, idempotency_key)
    where attempt = 1 and state = 'sending'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
