import { sql, type Kysely } from 'kysely'

/** What golden records and the crosswalk said before they changed: nothing is kept of what never did. */
const statements = [
  `create table golden.version (
    golden_id text collate "C" not null,
    version integer not null,
    status text not null,
    values jsonb not null,
    provenance jsonb not null,
    from_run integer not null,
    until_run integer not null,
    primary key (golden_id, version)
  )`,
  `create table golden.former_member (
    record_id integer not null,
    golden_id text collate "C" not null,
    from_run integer not null,
    until_run integer not null,
    primary key (record_id, from_run)
  )`,
  'create index former_member_golden on golden.former_member (golden_id, until_run)',
  'create index record_born on golden.record (born_run, id)',
  'create index alias_golden on golden.alias (golden_id)',
  'create index event_golden on golden.event (golden_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
