import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { FindingKind } from '../../../rules/documents/finding.ts'
import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import { matchesFilter, type FindingFilter, type FindingState } from './finding-filter.ts'
import { boundedCount, countedMax, filtered, type BoundedCount, type ListPage } from '../bounded-list.ts'
import type { Session } from '../store.ts'

/** A finding as lists show it. */
export interface FindingLine {
  readonly id: string
  readonly kind: FindingKind
  readonly cause: MismatchCause
  readonly state: FindingState
  readonly period: string
  /** Business date of the document. */
  readonly on: string | null
  readonly number: string | null
  readonly system: string
  readonly sourceKey: string | null
  readonly otherSystem: string | null
  readonly otherKey: string | null
  readonly counterparty: string | null
  readonly counterpartyName: string | null
  readonly differenceMinor: string | null
  readonly scale: number | null
  readonly currency: string | null
  readonly assignee: string | null
  readonly since: string
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
}

/** Where a page of a list ended. */
export interface ListPlace {
  readonly rank: number
  readonly currency: string
  readonly order: string
  readonly id: string
}

interface PlacedLine extends FindingLine {
  readonly rank: number
  readonly placeCurrency: string
  readonly placeOrder: string
}

/**
 * One page of findings. Different currencies are not compared: the company's own comes first, then the others by code, then
 * findings without money; within each the biggest amount.
 */
export async function findingPage(
  { db }: Session,
  filter: FindingFilter,
  page: ListPage<ListPlace> & { readonly currency: string },
): Promise<{ readonly lines: readonly FindingLine[]; readonly next: ListPlace | null }> {
  const { currency, limit, after, isOfFew } = page
  const from = isOfFew ? sql`few as mismatch` : filtered('documents.mismatch', 'mismatch', matchesFilter(filter), false)
  // Each part is one range of the index of what waits: without them the whole list would be sorted for every page.
  const parts = [
    sql<SqlBool>`mismatch.money_currency = ${currency}`,
    sql<SqlBool>`mismatch.money_currency > '' and mismatch.money_currency < ${currency}`,
    sql<SqlBool>`mismatch.money_currency > ${currency}`,
    sql<SqlBool>`mismatch.money_currency = ''`,
  ]
    .map((condition, rank) => ({ condition, rank }))
    .filter(({ rank }) => after === undefined || rank >= after.rank)
    .map(({ condition, rank }) => part(from, condition, rank, limit + 1, rank === after?.rank ? after : undefined))
  const { rows } = await sql<PlacedLine>`
    with few as materialized (
      select id, money_currency, money_order from documents.mismatch as mismatch where ${matchesFilter(filter)}
    ), placed as (
      select * from (${sql.join(parts, sql` union all `)}) as found order by rank, money_currency, money_order, id limit ${limit + 1}
    )
    select ${shown} from placed join documents.mismatch as mismatch on mismatch.id = placed.id
    join staging.run as run on run.id = mismatch.since_run
    left join golden.record as customer on customer.id = mismatch.counterparty
    order by placed.rank, mismatch.money_currency, mismatch.money_order, mismatch.id`.execute(db)
  const shownRows = rows.slice(0, limit)
  const last = shownRows.at(-1)

  return {
    lines: shownRows.map(lineOf),
    next: rows.length > limit && last !== undefined ? placeOf(last) : null,
  }
}

/** One part of a list, each in the order of its index. */
function part(
  from: RawBuilder<unknown>,
  condition: RawBuilder<SqlBool>,
  rank: number,
  limit: number,
  after: ListPlace | undefined,
): RawBuilder<unknown> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(mismatch.money_currency, mismatch.money_order, mismatch.id) > (${after.currency}, ${after.order}::numeric, ${after.id})`

  return sql`(
    select mismatch.id, mismatch.money_currency, mismatch.money_order, ${rank}::integer as rank from ${from} where ${condition} and ${beyond}
    order by mismatch.money_currency, mismatch.money_order, mismatch.id limit ${limit})`
}

/** Name of a golden customer as people know it. */
export const customerName = sql<string | null>`coalesce(
  customer.values ->> 'companyName',
  nullif(concat_ws(' ', customer.values ->> 'givenName', customer.values ->> 'familyName'), ''))`

export const stateOfMismatch = sql<FindingState>`
  case when mismatch.resolved_run is null then mismatch.state else 'resolved' end`

const shown = sql`
  mismatch.id, mismatch.entity as kind, mismatch.cause, ${stateOfMismatch} as state, mismatch.period,
  mismatch.business_date as on, mismatch.number, mismatch.system, nullif(mismatch.source_key, '') as "sourceKey",
  nullif(mismatch.other_system, '') as "otherSystem", nullif(mismatch.other_key, '') as "otherKey", mismatch.counterparty,
  ${customerName} as "counterpartyName", mismatch.difference_minor as "differenceMinor", mismatch.scale,
  mismatch.currency, mismatch.assignee, run.as_of as since, mismatch.evidence, mismatch.reason,
  placed.rank, mismatch.money_currency as "placeCurrency", mismatch.money_order::text as "placeOrder"`

function lineOf({ rank: _rank, placeCurrency: _currency, placeOrder: _order, ...line }: PlacedLine): FindingLine {
  return line
}

function placeOf({ rank, placeCurrency: currency, placeOrder: order, id }: PlacedLine): ListPlace {
  return { rank, currency, order, id }
}

/** How many findings a filter means, and how much money per currency. */
export interface FindingTotals extends BoundedCount {
  /** Empty where there are too many to count. */
  readonly amounts: readonly { readonly currency: string; readonly scale: number; readonly minor: string }[]
}

/** Counts what a filter means: all of it, or up to `countedMax` where a person only looks at a page. */
export async function findingTotals(
  { db }: Session,
  filter: FindingFilter,
  extent: 'all' | 'bounded',
): Promise<FindingTotals> {
  const { rows } = await sql<{ currency: string; scale: number | null; found: number; minor: string | null }>`
    select money_currency as currency, case when money_currency <> '' then scale end as scale,
      count(*)::integer as found, sum(abs(difference_minor))::numeric as minor
    from (
      select money_currency, scale, difference_minor from documents.mismatch as mismatch where ${matchesFilter(filter)}
      ${extent === 'all' ? sql`` : sql`limit ${countedMax + 1}`}
    ) as meant
    group by 1, 2 order by 1, 2`.execute(db)
  const found = rows.reduce((sum, row) => sum + row.found, 0)
  const total = extent === 'all' ? { count: found, isCountExact: true } : boundedCount(found)

  return {
    ...total,
    amounts: rows.flatMap(({ currency, scale, minor }) =>
      !total.isCountExact || scale === null || minor === null ? [] : [{ currency, scale, minor }],
    ),
  }
}
