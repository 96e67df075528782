import { sql, type Kysely } from 'kysely'

/** What is at stake in other currencies than the company's own stands beside it: nothing is added up without a dated rate. */
const statements = [`alter table review.conflict_case add column other_stakes jsonb not null default '{}'`]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
