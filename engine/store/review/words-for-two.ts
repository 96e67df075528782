import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'
import { bookedMoney, type FourEyesTerms } from './proposal-stakes.ts'

/** Whether two persons have to agree, and what is at stake. */
export interface TwoPersons {
  readonly needsSecond: boolean
  readonly weight: number
  /** Money in the company's currency, a plain decimal. */
  readonly stake: string
  readonly systems: readonly string[]
}

/**
 * Judges words that are to be said or taken back, `pairs` (id, left_id, right_id, confirmed_by), by the terms of four eyes: each
 * id by the golden records that its pairs touch, with all their records. What two persons agreed on takes two in any case.
 */
export async function judgeForTwo(
  { db }: Session,
  kind: MatchedKind,
  currency: string,
  { isAlways, membersMin, weightBelow, stakeMin }: FourEyesTerms,
  pairs: RawBuilder<unknown>,
): Promise<TwoPersons> {
  await sql`drop table if exists asked, concerned`.execute(db)
  await sql`create temporary table asked on commit drop as ${pairs}`.execute(db)
  const hasTerms = isAlways || membersMin !== null || weightBelow !== null || stakeMin !== null

  // What is at stake under an import of a hundred thousand words takes seconds to add up.
  if (!(await isAnyAsked(db, hasTerms))) return { needsSecond: false, weight: 0, stake: '0', systems: [] }
  await sql`analyze asked`.execute(db)
  await sql`
    create temporary table concerned on commit drop as
    select touched.id, crosswalk.record_id, record.flow_id, flow.system, record.source_key
    from (
      select distinct asked.id, own.golden_id
      from asked cross join lateral (values (asked.left_id), (asked.right_id)) as ends (record_id)
      join golden.crosswalk as own on own.record_id = ends.record_id
    ) as touched
    join golden.crosswalk as crosswalk on crosswalk.golden_id = touched.golden_id
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id`.execute(db)
  // Without statistics the aggregates are made anew for every id.
  await sql`analyze concerned`.execute(db)
  const { rows } = await sql<TwoPersons>`
    with linked as (
      select asked.id, bool_or(asked.confirmed_by is not null) as is_confirmed, coalesce(max(link.weight), 0) as weight
      from asked left join matching.link as link on link.entity = ${kind}
        and link.left_id = least(asked.left_id, asked.right_id) and link.right_id = greatest(asked.left_id, asked.right_id)
      group by asked.id
    ), counted as (
      select id, count(*)::integer as members from concerned group by id
    ), booked as (
      select id, max(amount) as stake from (${bookedMoney(kind)}) as money where currency = ${currency} group by id
    )
    select coalesce(bool_or(${isAlways}::boolean or linked.is_confirmed or linked.weight < ${weightBelow}::float8
        or counted.members >= ${membersMin}::integer or coalesce(booked.stake, 0) >= ${stakeMin}::numeric), false) as "needsSecond",
      coalesce(max(linked.weight), 0) as weight, coalesce(max(booked.stake), 0)::text as stake,
      (select coalesce(array_agg(distinct system order by system), '{}') from concerned) as systems
    from linked left join counted on counted.id = linked.id left join booked on booked.id = linked.id`.execute(db)

  return rows[0] as TwoPersons
}

/** Whether there is anything to judge: any pair, or without terms one that was confirmed. */
async function isAnyAsked(db: Session['db'], hasTerms: boolean): Promise<boolean> {
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (select from asked where ${hasTerms}::boolean or confirmed_by is not null) as "isAny"`.execute(db)

  return rows[0]?.isAny === true
}

/** The pairs a detachment parts, as one id, with who confirmed the words that are taken back with it. */
export function detachedPairsQuery(
  detached: readonly number[],
  remaining: readonly number[],
  decisions: readonly number[],
): RawBuilder<unknown> {
  return sql`
    select 0 as id, one.id as left_id, other.id as right_id, (
        select max(word.confirmed_by) from review.decision as word where word.id = any(${[...decisions]}::integer[])
      ) as confirmed_by
    from unnest(${[...detached]}::integer[]) as one (id) cross join unnest(${[...remaining]}::integer[]) as other (id)`
}
