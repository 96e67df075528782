import { sql, type Kysely } from 'kysely'

/** Who was erased: nothing of them but hashes of their keys, and the golden ids that resolve to "erased". */
const statements = [
  `create table ops.erasure (
    id integer primary key,
    at timestamptz not null,
    actor text not null,
    reason text not null,
    record_count integer not null
  )`,
  // The key of the hashes; made with the first erasure.
  'create table ops.erasure_key (key bytea not null)',
  `create table ops.erased_record (
    flow_id smallint not null,
    key_hash text collate "C" not null,
    record_id integer not null,
    erasure_id integer not null,
    primary key (flow_id, key_hash)
  )`,
  `create table ops.erased_golden (
    golden_id text collate "C" primary key,
    erasure_id integer not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
