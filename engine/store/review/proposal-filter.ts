import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** `awaiting`: open, and a first person has spoken; `open` means both. */
export const proposalStates = ['open', 'awaiting', 'decided', 'withdrawn'] as const

export type ProposalState = (typeof proposalStates)[number]

/** Which proposals are meant; what is left out does not narrow. */
export interface ProposalFilter {
  readonly state: ProposalState
  readonly entity?: string | undefined
  /** Code of the reason for being there. */
  readonly reason?: string | undefined
  /** A person, or null for proposals that nobody was given. */
  readonly assignee?: string | null | undefined
  /** A system one of the members is of. */
  readonly system?: string | undefined
  readonly weightMin?: number | undefined
  readonly membersMin?: number | undefined
  /** In whole units of the company's currency, as a plain decimal. */
  readonly stakeMin?: string | undefined
  /** Source records of which one is a member. */
  readonly recordIds?: readonly number[] | undefined
}

const stateConditions: Readonly<Record<ProposalState, RawBuilder<SqlBool>>> = {
  open: sql`proposal.status = 'open'`,
  awaiting: sql`proposal.status = 'open' and proposal.pending is not null`,
  decided: sql`proposal.status = 'decided'`,
  withdrawn: sql`proposal.status = 'withdrawn'`,
}

/** The filter as a condition on `review.proposal as proposal`. */
export function matchesProposalFilter(filter: ProposalFilter): RawBuilder<SqlBool> {
  const { state, entity, reason, assignee, system, weightMin, membersMin, stakeMin, recordIds } = filter
  const conditions = [
    stateConditions[state],
    entity && sql<SqlBool>`proposal.entity = ${entity}`,
    reason && sql<SqlBool>`proposal.reason = ${reason}`,
    assignee === null ? sql<SqlBool>`proposal.assignee is null` : assignee && sql`proposal.assignee = ${assignee}`,
    system && sql<SqlBool>`proposal.systems @> array[${system}::text]`,
    weightMin === undefined ? '' : sql<SqlBool>`proposal.weight >= ${weightMin}`,
    membersMin === undefined ? '' : sql<SqlBool>`proposal.member_count >= ${membersMin}`,
    stakeMin && sql<SqlBool>`proposal.stake >= ${stakeMin}::numeric`,
    recordIds && hasMember(recordIds),
  ].filter((condition) => condition !== undefined && condition !== '')

  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Looked up first: as one condition among others it would be tried on every proposal in the order of the list. */
function hasMember(recordIds: readonly number[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`proposal.id = any(array(
    select found.id from review.proposal as found where found.member_ids && ${[...recordIds]}::integer[]))`
}
