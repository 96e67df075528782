import { sql, type RawBuilder } from 'kysely'
import type { Store } from '../../../engine/store/store.ts'

/** What the store tells of deliveries, counted apart from the code that made them. */
export function toldOfStore({ db }: Store) {
  const count = async (query: RawBuilder<{ count: number }>) => (await query.execute(db)).rows[0]?.count ?? 0

  return {
    total: () => count(sql`select count(*)::integer as count from ops.outbox`),
    unsettledCount: () =>
      count(sql`select count(*)::integer as count from ops.outbox where state in ('approved', 'sending', 'uncertain')`),
    onceUncertain: () =>
      count(
        sql`select count(distinct idempotency_key)::integer as count from ops.delivery_event where state = 'uncertain'`,
      ),
    /** Sent though the event before was a sending or an unknown outcome: nothing had been read between. */
    blindRetries: () =>
      count(sql`
        select count(*)::integer as count from (
          select state, lag(state) over (partition by idempotency_key order by id) as before from ops.delivery_event
        ) as event where state = 'sending' and before in ('sending', 'uncertain')`),
    async states(): Promise<Readonly<Record<string, number>>> {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::integer as count from ops.outbox group by state order by state`.execute(db)

      return Object.fromEntries(rows.map((row) => [row.state, row.count]))
    },
  }
}
