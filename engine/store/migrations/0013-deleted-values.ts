import { sql, type Kysely } from 'kysely'

/** A value that a system emptied is told apart from one it never had. */
const statements = [
  'alter table review.conflict drop constraint conflict_kind_check',
  `alter table review.conflict add constraint conflict_kind_check check (kind in
    ('differs', 'missing', 'deleted', 'stale-overwrite', 'ping-pong', 'rejected-again', 'clock-went-back'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
