import { sql, type Kysely } from 'kysely'

/** What people and plans decided, chained by hashes: an entry that was changed or taken out later shows. */
const statements = [
  `create table ops.audit (
    id bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text collate "C" not null,
    subject text collate "C" not null,
    detail text,
    detail_hash text not null,
    previous_hash text not null,
    hash text not null
  )`,
  'create index audit_at on ops.audit (at, id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
