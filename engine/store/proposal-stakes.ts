import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { Session } from './store.ts'

/** When a proposal needs a second person: every time, or where one of the conditions holds. */
export interface FourEyesTerms {
  readonly isAlways: boolean
  readonly membersMin: number | null
  readonly weightBelow: number | null
  /** In whole units of the company's currency. */
  readonly stakeMin: number | null
}

/**
 * Says of every open proposal of a kind what is at stake, which systems are concerned and whether a second person is needed.
 * The stake is what any one system, the one with most, books under the golden records concerned in the company's currency: an
 * order known to three systems counts once, and an invoice not on top of its order.
 */
export async function weighProposals(
  { db }: Session,
  kind: MatchedKind,
  currency: string,
  { isAlways, membersMin, weightBelow, stakeMin }: FourEyesTerms,
): Promise<void> {
  await sql`
    with concerned as materialized (
      select distinct proposal.id, other.record_id, record.flow_id, record.source_key
      from review.proposal as proposal
      cross join unnest(proposal.member_ids) as member (record_id)
      join golden.crosswalk as own on own.record_id = member.record_id
      join golden.crosswalk as other on other.golden_id = own.golden_id
      join staging.source_record as record on record.id = other.record_id
      where proposal.status = 'open' and proposal.entity = ${kind}
    ), booked as (
      select id, max(amount) as stake from (${moneyOf(kind, currency)}) as money group by id
    ), named as (
      select concerned.id, array_agg(distinct flow.system order by flow.system) as systems
      from concerned join staging.flow as flow on flow.id = concerned.flow_id group by concerned.id
    ), weighed as (
      select proposal.id, coalesce(booked.stake, 0) as stake, coalesce(named.systems, '{}') as systems,
        ${isAlways}::boolean or coalesce(proposal.member_count >= ${membersMin}::integer, false)
          or coalesce(proposal.weight < ${weightBelow}::float8, false)
          or coalesce(coalesce(booked.stake, 0) >= ${stakeMin}::numeric, false) as needs_second
      from review.proposal as proposal
      left join booked on booked.id = proposal.id
      left join named on named.id = proposal.id
      where proposal.status = 'open' and proposal.entity = ${kind}
    )
    update review.proposal as proposal
    set stake = weighed.stake, systems = weighed.systems, needs_second = weighed.needs_second
    from weighed where weighed.id = proposal.id
      and (proposal.stake, proposal.systems, proposal.needs_second)
        is distinct from (weighed.stake, weighed.systems, weighed.needs_second)`.execute(db)
}

/** What each flow books under a proposal: `id`, `amount`. */
function moneyOf(kind: MatchedKind, currency: string): RawBuilder<unknown> {
  if (kind === 'customer') {
    return sql`
      select concerned.id, sum(document.amount) as amount
      from concerned
      join staging.flow as flow on flow.id = concerned.flow_id
      join (${sql.join([unsettled('invoice', currency), unsettled('order', currency)], sql` union all `)}) as document
        on document.customer_system = flow.system and document.customer_key = concerned.source_key
      group by concerned.id, document.flow_id`
  }
  const amount =
    kind === 'product'
      ? sql`round(abs(price_minor * coalesce(stock, 0)) / 10::numeric ^ scale, scale)`
      : sql`round(abs(coalesce(payable_minor, gross_minor)) / 10::numeric ^ scale, scale)`

  return sql`
    select concerned.id, sum(${amount}) as amount
    from concerned join ${sql.table(`staging.${kind}`)} as canonical on canonical.record_id = concerned.record_id
    where canonical.currency = ${currency} group by concerned.id, concerned.flow_id`
}

/** Documents that no payment has settled, with their customer and the flow that knows them. */
function unsettled(kind: 'invoice' | 'order', currency: string): RawBuilder<unknown> {
  return sql`
    select record.flow_id, canonical.customer_system, canonical.customer_key,
      round(abs(coalesce(canonical.payable_minor, canonical.gross_minor)) / 10::numeric ^ canonical.scale, canonical.scale) as amount
    from ${sql.table(`staging.${kind}`)} as canonical
    join staging.source_record as record on record.id = canonical.record_id
    where canonical.currency = ${currency} and record.tombstoned_run is null and not exists (
      select from documents.allocation where document_id = canonical.record_id and state = 'settled')`
}
