import { sql, type RawBuilder } from 'kysely'

/** A month from opening to closing, for findings of one kind, cause, customer and currency: how many, and how much money. */
export interface RollForwardLine {
  readonly entity: string
  readonly cause: string
  /** Golden id of the customer; empty if there is none. */
  readonly counterparty: string
  /** Empty for findings without money. */
  readonly currency: string
  readonly scale: number
  readonly opening: string
  readonly openingMinor: string
  readonly new: string
  readonly newMinor: string
  readonly resolved: string
  readonly resolvedMinor: string
  readonly accepted: string
  readonly acceptedMinor: string
  readonly closing: string
  readonly closingMinor: string
}

const sign = sql`case when kind = 'new' then 1 else -1 end`

function columns(name: string, value: RawBuilder<unknown>, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    coalesce(sum(${value}) filter (where ${condition}), 0)::bigint as ${sql.ref(name)},
    coalesce(sum(${value} * minor) filter (where ${condition}), 0)::numeric as ${sql.ref(`${name}Minor`)}`
}

/**
 * The lines of a month, out of the ledger: opening + new - resolved - accepted = closing holds for each, for counts and money.
 * Lines on which nothing stood and nothing moved are left out. `total` is for all customers together.
 */
export function rollForward(month: string, by: 'customer' | 'total' = 'customer'): RawBuilder<RollForwardLine> {
  const within = sql`booked_in = ${month}`
  const groups =
    by === 'customer' ? sql`entity, cause, counterparty, currency, scale` : sql`entity, cause, currency, scale`
  const moved = (kind: string) => columns(kind, sql`1`, sql`${within} and kind = ${kind}`)

  return sql<RollForwardLine>`
    select * from (
      select entity, cause, ${by === 'customer' ? sql`counterparty` : sql`''::text as counterparty`}, currency, scale,
        ${columns('opening', sign, sql`booked_in < ${month}`)},
        ${moved('new')}, ${moved('resolved')}, ${moved('accepted')},
        ${columns('closing', sign, sql`true`)}
      from documents.movement where booked_in <= ${month}
      group by ${groups}
    ) as line
    where (opening, "openingMinor", new, resolved, accepted) <> (0, 0, 0, 0, 0)
    order by entity, cause, counterparty, currency, scale`
}
