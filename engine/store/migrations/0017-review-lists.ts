import { sql, type Kysely } from 'kysely'

/** What lists of a hundred thousand proposals are counted by, and counts of values that can be read in part. */
const statements = [
  'create index proposal_reason on review.proposal (status, reason, entity)',
  `create index proposal_entity on review.proposal
    (entity, status, stake, system_count, member_count, weight, id)`,
  // What was written since it was last tidied is searched line by line: a tenth of a second after a night.
  'alter index review.proposal_member set (fastupdate = off)',
  // A compressed value is unpacked from its beginning: to look for one number would read megabytes.
  'alter table matching.term_frequency alter column counts set storage external',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
