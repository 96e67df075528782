import { sql, type RawBuilder } from 'kysely'
import type { Session } from './store.ts'

/**
 * Reads a query page by page through a cursor of the open transaction: planned, joined and sorted once, in bounded memory on
 * both sides, and other statements may run between the pages. (Keyset pages joined anew for every page took ten times as long.)
 */
export async function* cursorPages<Row>(
  { db }: Session,
  query: RawBuilder<Row>,
  pageSize: number,
): AsyncGenerator<readonly Row[]> {
  const name = sql.id(`pages_${await freeNumber(db)}`)

  await sql`declare ${name} no scroll cursor for ${query}`.execute(db)
  try {
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(pageSize)} from ${name}`.execute(db)

      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await sql`close ${name}`.execute(db)
  }
}

/** Several cursors may be open at once; each takes the next number. */
async function freeNumber(db: Session['db']): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from pg_cursors where name like 'pages_%'`.execute(db)

  return (rows[0]?.count ?? 0) + 1
}
