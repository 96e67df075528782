import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { detachmentWanted, pinsDisagree, undoWanted } from '../../../rules/matching/proposal-reason.ts'
import type { Session } from '../store.ts'

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
 * order known to three systems counts once, and an invoice not on top of its order. Answers of how many that changed.
 */
export async function weighProposals(
  { db }: Session,
  kind: MatchedKind,
  currency: string,
  { isAlways, membersMin, weightBelow, stakeMin }: FourEyesTerms,
): Promise<number> {
  await sql`drop table if exists concerned`.execute(db)
  await sql`
    create temporary table concerned on commit drop as
    select distinct proposal.id, other.record_id, record.flow_id, flow.system, record.source_key
    from review.proposal as proposal
    cross join unnest(proposal.member_ids) as member (record_id)
    join golden.crosswalk as own on own.record_id = member.record_id
    join golden.crosswalk as other on other.golden_id = own.golden_id
    join staging.source_record as record on record.id = other.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where proposal.status = 'open' and proposal.entity = ${kind}`.execute(db)
  // Without statistics the aggregates are made anew for every proposal: a minute for five thousand of them.
  await sql`analyze concerned`.execute(db)
  await sql`drop table if exists weighed`.execute(db)
  await sql`
    create temporary table weighed on commit drop as
    select named.id, coalesce(booked.stake, 0) as stake, named.systems
    from (select id, array_agg(distinct system order by system) as systems from concerned group by id) as named
    left join (
      select id, max(amount) as stake from (${bookedMoney(kind)}) as money where currency = ${currency} group by id) as booked
      on booked.id = named.id`.execute(db)
  await sql`analyze weighed`.execute(db)
  const { numAffectedRows } = await sql`
    update review.proposal as proposal
    set stake = now.stake, systems = now.systems, needs_second = now.needs_second
    from (
      select weighed.*, proposal.reason <> ${pinsDisagree} and (${isAlways}::boolean or proposal.reason in (${undoWanted}, ${detachmentWanted})
        or coalesce(proposal.member_count >= ${membersMin}::integer, false)
        or coalesce(proposal.weight < ${weightBelow}::float8, false)
        or coalesce(weighed.stake >= ${stakeMin}::numeric, false)) as needs_second
      from weighed join review.proposal as proposal on proposal.id = weighed.id
    ) as now
    where now.id = proposal.id
      and (proposal.stake, proposal.systems, proposal.needs_second)
        is distinct from (now.stake, now.systems, now.needs_second)`.execute(db)

  return Number(numAffectedRows ?? 0)
}

/**
 * What each flow books under each `id` of the query's own table `concerned` (id, record_id, flow_id, system, source_key), each
 * currency for itself: `id`, `currency`, `amount`.
 */
export function bookedMoney(kind: MatchedKind): RawBuilder<unknown> {
  if (kind === 'customer') {
    return sql`
      select concerned.id, document.currency, sum(document.amount) as amount
      from concerned
      join (${sql.join([unsettled('invoice'), unsettled('order')], sql` union all `)}) as document
        on document.customer_system = concerned.system and document.customer_key = concerned.source_key
      group by concerned.id, document.currency, document.flow_id`
  }
  const amount =
    kind === 'product'
      ? sql`round(abs(price_minor * coalesce(stock, 0)) / 10::numeric ^ scale, scale)`
      : sql`round(abs(coalesce(payable_minor, gross_minor)) / 10::numeric ^ scale, scale)`

  return sql`
    select concerned.id, canonical.currency, sum(${amount}) as amount
    from concerned join ${sql.table(`staging.${kind}`)} as canonical on canonical.record_id = concerned.record_id
    where canonical.currency is not null group by concerned.id, canonical.currency, concerned.flow_id`
}

/** Documents that no payment has settled, with their customer and the flow that knows them. */
function unsettled(kind: 'invoice' | 'order'): RawBuilder<unknown> {
  return sql`
    select record.flow_id, canonical.customer_system, canonical.customer_key, canonical.currency,
      round(abs(coalesce(canonical.payable_minor, canonical.gross_minor)) / 10::numeric ^ canonical.scale, canonical.scale) as amount
    from ${sql.table(`staging.${kind}`)} as canonical
    join staging.source_record as record on record.id = canonical.record_id
    where canonical.currency is not null and record.tombstoned_run is null and not exists (
      select from documents.allocation where document_id = canonical.record_id and state = 'settled')`
}
