import { sql, type RawBuilder } from 'kysely'
import type { Session } from './store.ts'

/**
 * Reads a query page by page through a cursor of the open transaction: planned, joined and sorted once, in bounded memory on
 * both sides, and other statements may run between the pages. (Keyset pages joined anew for every page took ten times as long.) The
 * next page is on its way while one is worked on: the database and this process work at the same time.
 */
export async function* cursorPages<Row>(
  { db }: Session,
  query: RawBuilder<Row>,
  pageSize: number,
): AsyncGenerator<readonly Row[]> {
  const name = sql.id(`pages_${await freeNumber(db)}`)

  await sql`declare ${name} no scroll cursor for ${query}`.execute(db)
  let next = fetchPage<Row>(db, name, pageSize)

  try {
    for (;;) {
      const { rows } = await next

      if (rows.length === 0) return
      next = fetchPage(db, name, pageSize)
      yield rows
    }
  } finally {
    await next.catch(() => {})
    await sql`close ${name}`.execute(db)
  }
}

/** What goes wrong is told to whoever awaits the page; it must not end the process before. */
function fetchPage<Row>(db: Session['db'], name: RawBuilder<unknown>, pageSize: number) {
  const page = sql<Row>`fetch ${sql.lit(pageSize)} from ${name}`.execute(db)

  page.catch(() => {})
  return page
}

/** Several cursors may be open at once; each takes the next number. */
async function freeNumber(db: Session['db']): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from pg_cursors where name like 'pages_%'`.execute(db)

  return (rows[0]?.count ?? 0) + 1
}
