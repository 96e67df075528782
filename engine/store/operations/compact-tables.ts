import { sql } from 'kysely'
import type { Store } from '../store.ts'

/**
 * Writes an embedded store anew without what was deleted from it: tables, the planner's statistics, which keep common values
 * of columns, and the log. On a server the named tables are only cleaned and counted again, for the rest belongs to whoever
 * runs it: a full vacuum locks, and log and backups are kept elsewhere.
 */
export async function compactTables(store: Store, tables: readonly string[]): Promise<void> {
  if (store.kind === 'pglite') return compactEverything(store)
  for (const table of tables) await sql`vacuum (analyze) ${sql.table(table)}`.execute(store.db)
}

async function compactEverything({ db }: Store): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db)

  for (const { name } of rows) await sql`vacuum (full, analyze) ${sql.raw(name)}`.execute(db)
  await sql`vacuum (full) pg_catalog.pg_statistic`.execute(db)
  // A segment of the log that is full is used again with its old bytes in it, unless it is removed.
  await sql`set wal_recycle = off`.execute(db)
  await sql`checkpoint`.execute(db)
  await sql`select pg_switch_wal()`.execute(db)
  await sql`checkpoint`.execute(db)
  await sql`reset wal_recycle`.execute(db)
}
