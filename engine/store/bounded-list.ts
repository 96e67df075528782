import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** Lists tell how many there are up to this many, and beyond it that there are more: to count all would take longer than to show a page. */
export const countedMax = 10_000

/** How many a filter means; where `isCountExact` is false there are more than `count`. */
export interface BoundedCount {
  readonly count: number
  readonly isCountExact: boolean
}

/** The part of a list a person looks at. `isOfFew`: the filter means no more than are counted. */
export interface ListPage<Place> {
  readonly limit: number
  readonly after?: Place | undefined
  readonly isOfFew: boolean
}

/**
 * A table by its own name with the filter of a list. Few rows are found first and then sorted; of many, the order of an index is
 * followed until a page is full. Left to itself the planner follows the order also for rows that are rare, to the end of the table.
 */
export function filtered(
  table: string,
  name: string,
  filter: RawBuilder<SqlBool>,
  isOfFew: boolean,
): RawBuilder<unknown> {
  const rows = sql`select * from ${sql.table(table)} as ${sql.ref(name)} where ${filter}`

  return sql`(${rows} ${isOfFew ? sql`offset 0` : sql``}) as ${sql.ref(name)}`
}

/** The bounded count of what a query that reads one more than `countedMax` has found. */
export function boundedCount(found: number): BoundedCount {
  return { count: Math.min(found, countedMax), isCountExact: found <= countedMax }
}
