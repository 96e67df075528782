import { sql } from 'kysely'
import type { Session } from '../store.ts'

/** Raw rows of source records, as the system last gave them. */
export async function payloadsOf(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<string, string | null>>>> {
  const rows = await session.db
    .selectFrom('staging.source_record')
    .select(['id', 'payload'])
    .where(sql<boolean>`id = any(${[...recordIds]}::integer[])`)
    .execute()

  return new Map(rows.map(({ id, payload }) => [id, JSON.parse(payload) as Readonly<Record<string, string | null>>]))
}
