import { sql } from 'kysely'
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
  { limit, after }: { readonly limit: number; readonly after?: ProposalPlace | undefined },
): Promise<{ readonly proposals: readonly StoredProposal[]; readonly next: ProposalPlace | null }> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(proposal.stake, proposal.system_count, proposal.member_count, proposal.weight, proposal.id)
          < (${after.stake}::numeric, ${after.systems}::integer, ${after.members}::integer, ${after.weight}::float8, ${after.id})`
  const { rows } = await sql<StoredProposal>`
    select ${proposalColumns} from review.proposal as proposal
    where ${matchesProposalFilter(filter)} and ${beyond}
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

/** How many proposals a filter means, and by entity and reason. */
export async function proposalTotals(
  { db }: Session,
  filter: ProposalFilter,
): Promise<{
  readonly count: number
  readonly reasons: readonly { readonly entity: string; readonly reason: string; readonly count: number }[]
}> {
  const { rows } = await sql<{ entity: string; reason: string; count: number }>`
    select entity, reason, count(*)::integer as count from review.proposal as proposal
    where ${matchesProposalFilter(filter)}
    group by entity, reason order by count desc, entity, reason collate "C"`.execute(db)

  return { count: rows.reduce((sum, row) => sum + row.count, 0), reasons: rows }
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
