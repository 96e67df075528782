import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { bookedMoney } from '../review/proposal-stakes.ts'
import type { Session } from '../store.ts'

/** Makes the cases of some golden records say what their conflicts say; a case that stays keeps what is at stake. */
export async function settleCases({ db }: Session, goldenIds: readonly string[]): Promise<void> {
  await sql`
    with side as (
      select golden_id, field, kind, entity, since_run, loser_id as record_id from review.conflict
      where golden_id = any(${[...goldenIds]}::text[])
      union all
      select golden_id, field, kind, entity, since_run, winner_id from review.conflict
      where golden_id = any(${[...goldenIds]}::text[])
    ), said as (
      select side.golden_id, side.field, min(side.entity) as entity, min(side.since_run) as since_run,
        array_agg(distinct side.kind order by side.kind) as kinds,
        coalesce(array_agg(distinct flow.system order by flow.system) filter (where flow.system is not null), '{}') as systems,
        bool_or(side.kind in ('ping-pong', 'rejected-again', 'clock-went-back')) as is_frozen
      from side
      left join staging.source_record as record on record.id = side.record_id
      left join staging.flow as flow on flow.id = record.flow_id
      group by side.golden_id, side.field
    ), gone as (
      delete from review.conflict_case as known
      where golden_id = any(${[...goldenIds]}::text[]) and not exists (
        select from said where said.golden_id = known.golden_id and said.field = known.field)
    )
    insert into review.conflict_case as known (golden_id, field, entity, kinds, systems, since_run, is_frozen)
    select golden_id, field, entity, kinds, systems, since_run, is_frozen from said
    on conflict (golden_id, field) do update set kinds = excluded.kinds, systems = excluded.systems,
      since_run = excluded.since_run, is_frozen = excluded.is_frozen
    where (known.kinds, known.systems, known.since_run, known.is_frozen)
      is distinct from (excluded.kinds, excluded.systems, excluded.since_run, excluded.is_frozen)`.execute(db)
}

/**
 * Says of every conflict of a kind what is at stake, as of proposals: what the one system with most books under the golden
 * record and no payment has settled, in the company's currency and in every other one for itself.
 */
export async function weighCases({ db }: Session, kind: MatchedKind, currency: string): Promise<void> {
  await sql`drop table if exists concerned`.execute(db)
  await sql`
    create temporary table concerned on commit drop as
    select distinct known.golden_id as id, crosswalk.record_id, record.flow_id, flow.system, record.source_key
    from review.conflict_case as known
    join golden.crosswalk as crosswalk on crosswalk.golden_id = known.golden_id
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where known.entity = ${kind}`.execute(db)
  // Without statistics the aggregates are made anew for every conflict.
  await sql`analyze concerned`.execute(db)
  await sql`
    update review.conflict_case as known set stake = weighed.stake, other_stakes = weighed.others
    from (
      select concerned.id, coalesce(max(booked.stake) filter (where booked.currency = ${currency}), 0) as stake,
        coalesce(jsonb_object_agg(booked.currency, booked.stake::text)
          filter (where booked.currency <> ${currency} and booked.stake <> 0), '{}') as others
      from (select distinct id from concerned) as concerned
      left join (
        select id, currency, max(amount) as stake from (${bookedMoney(kind)}) as money group by id, currency
      ) as booked on booked.id = concerned.id
      group by concerned.id
    ) as weighed
    where weighed.id = known.golden_id and (known.stake <> weighed.stake or known.other_stakes <> weighed.others)`.execute(
    db,
  )
}
