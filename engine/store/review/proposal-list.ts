import { sql } from 'kysely'
import { byCodeUnits } from '../../../rules/truth/code-unit-order.ts'
import { boundedCount, countedMax, filtered, type BoundedCount, type ListPage } from '../bounded-list.ts'
import { matchesProposalFilter, type ProposalFilter } from './proposal-filter.ts'
import { proposalColumns, type StoredProposal } from './proposals.ts'
import type { Session } from '../store.ts'

/** Where a page of proposals ended. `stake` is a plain decimal. */
export interface ProposalPlace {
  readonly stake: string
  readonly systems: number
  readonly members: number
  readonly weight: number
  readonly id: string
}

/**
 * One page of proposals, most at stake first: money, then how many systems and members are concerned, then the weight. Each
 * page is one range of an index, however deep.
 */
export async function proposalPage(
  { db }: Session,
  filter: ProposalFilter,
  { limit, after, isOfFew }: ListPage<ProposalPlace>,
): Promise<{ readonly proposals: readonly StoredProposal[]; readonly next: ProposalPlace | null }> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(proposal.stake, proposal.system_count, proposal.member_count, proposal.weight, proposal.id)
          < (${after.stake}::numeric, ${after.systems}::integer, ${after.members}::integer, ${after.weight}::float8, ${after.id})`
  const { rows } = await sql<StoredProposal>`
    select ${proposalColumns} from ${filtered('review.proposal', 'proposal', matchesProposalFilter(filter), isOfFew)}
    where ${beyond}
    order by ${order}
    limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)

  return { proposals: page, next: rows.length > limit && last !== undefined ? placeOf(last) : null }
}

/** Qualified, because the text that `stake` is selected as would be sorted as text. */
const order = sql`proposal.status desc, proposal.stake desc, proposal.system_count desc, proposal.member_count desc,
  proposal.weight desc, proposal.id desc`

function placeOf({ stake, systems, memberIds, weight, id }: StoredProposal): ProposalPlace {
  return { stake, systems: systems.length, members: memberIds.length, weight, id }
}

/** How many proposals a filter means, and of which reasons. */
export interface ProposalTotals extends BoundedCount {
  /** Most first; empty where there are too many to count and the filter asks for more than an index knows. */
  readonly reasons: readonly ReasonCount[]
}

interface ReasonCount extends BoundedCount {
  readonly entity: string
  readonly reason: string
}

/** Counts what a filter means up to `countedMax`, and for each entity and reason. */
export async function proposalTotals({ db }: Session, filter: ProposalFilter): Promise<ProposalTotals> {
  const isByIndex = asksForIndexed(filter)
  const counted = isByIndex ? await reasonsByIndex(db, filter) : await reasonsAmongFirst(db, filter)
  const total = boundedCount(counted.reduce((sum, reason) => sum + reason.found, 0))
  const reasons = isByIndex || total.isCountExact ? counted : []

  return {
    ...total,
    reasons: reasons
      .map(({ entity, reason, found }) => ({ entity, reason, ...boundedCount(found) }))
      .toSorted(
        (left, right) =>
          right.count - left.count || byCodeUnits(left.entity, right.entity) || byCodeUnits(left.reason, right.reason),
      ),
  }
}

interface FoundReason {
  readonly entity: string
  readonly reason: string
  readonly found: number
}

/** Does an index know all that a filter asks for? */
function asksForIndexed({ state, entity: _, reason: __, ...others }: ProposalFilter): boolean {
  return state !== 'awaiting' && Object.values(others).every((other) => other === undefined)
}

/** Among as many as are counted, and one more. */
async function reasonsAmongFirst(db: Session['db'], filter: ProposalFilter): Promise<readonly FoundReason[]> {
  const { rows } = await sql<FoundReason>`
    select entity, reason, count(*)::integer as found
    from (select entity, reason from review.proposal as proposal where ${matchesProposalFilter(filter)} limit ${countedMax + 1}) as meant
    group by entity, reason`.execute(db)

  return rows
}

/** Each reason counted by itself in the index that knows state, reason and entity. */
async function reasonsByIndex(
  db: Session['db'],
  { state, entity, reason }: ProposalFilter,
): Promise<readonly FoundReason[]> {
  const { rows } = await sql<FoundReason>`
    with recursive asked as (
      (select reason, entity from review.proposal where status = ${state} order by reason, entity limit 1)
      union all
      select next.reason, next.entity from asked cross join lateral (
        select reason, entity from review.proposal
        where status = ${state} and (reason, entity) > (asked.reason, asked.entity)
        order by reason, entity limit 1
      ) as next
    )
    select asked.entity, asked.reason, counted.found from asked cross join lateral (
      select count(*)::integer as found from (
        select from review.proposal as proposal
        where ${matchesProposalFilter({ state, entity, reason })} and proposal.reason = asked.reason and proposal.entity = asked.entity
        limit ${countedMax + 1}) as meant
    ) as counted
    where counted.found > 0`.execute(db)

  return rows
}

/** The source records that go by a name `system:key`. */
export async function recordIdsNamed({ db }: Session, name: string): Promise<readonly number[]> {
  const colon = name.indexOf(':')
  const { rows } = await sql<{ id: number }>`
    select record.id from staging.flow as flow
    join staging.source_record as record on record.flow_id = flow.id and record.source_key = ${name.slice(colon + 1)}
    where flow.system = ${name.slice(0, Math.max(colon, 0))} order by record.id`.execute(db)

  return rows.map(({ id }) => id)
}
