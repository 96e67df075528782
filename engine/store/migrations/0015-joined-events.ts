import { sql, type Kysely } from 'kysely'

/** A record that comes new to a known golden record is an event too: whoever replays the feed has the crosswalk. */
const statements = [
  'alter table golden.event drop constraint event_kind_check',
  `alter table golden.event add constraint event_kind_check
    check (kind in ('created', 'merged', 'split', 'moved', 'retired', 'joined'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
