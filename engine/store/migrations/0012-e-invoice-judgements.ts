import { sql, type Kysely } from 'kysely'

/** What each e-invoice contradicts by itself, judged once when its row came or changed. */
const statements = [
  `create table staging.e_invoice_judgement (
    record_id integer primary key,
    judgement jsonb not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
