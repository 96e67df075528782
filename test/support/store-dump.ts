import { sql } from 'kysely'
import type { Session } from '../../engine/store/store.ts'

const logOfAttempts = 'ops.delivery_event'
const schemas = ['staging', 'matching', 'golden', 'review', 'documents', 'ops']

/**
 * Every row of the store as text, table by table, whatever order the database keeps them in: what two runs are compared by. The
 * log of attempts is left out: it is there to tell of interruptions.
 */
export async function storeDump(
  { db }: Session,
  without: readonly string[] = [],
  columnsWithout: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema = any(${schemas}::text[]) order by 1`.execute(db)
  const dump: Record<string, readonly string[]> = {}

  for (const { name } of tables.filter((table) => ![logOfAttempts, ...without].includes(table.name))) {
    const { rows } = await sql<{ line: string }>`
      select (to_jsonb(kept) - ${[...columnsWithout]}::text[])::text collate "C" as line
      from ${sql.raw(name)} as kept order by 1`.execute(db)

    dump[name] = rows.map(({ line }) => line)
  }
  return dump
}
