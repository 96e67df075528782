import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { newEvidence, personsDisagree, pinsDisagree } from '../../../rules/matching/proposal-reason.ts'
import { matchesProposalFilter, type ProposalFilter } from './proposal-filter.ts'
import { proposalColumns, type StoredProposal } from './proposals.ts'
import type { Session } from '../store.ts'

/** What one word would be said of, and what is left out of it. */
export interface BulkTotals {
  readonly count: number
  /** Golden records that the members belong to. */
  readonly goldenRecords: number
  /** They need, or wait for, a second person. */
  readonly needSecond: number
  /** A person answered before, or persons disagree: named by their reason they are decided, in passing they are not. */
  readonly answeredBefore: number
  /** Asked, or of records that changed, after the run that was shown. */
  readonly changed: number
}

const isForTwo = sql<SqlBool>`(proposal.needs_second or proposal.pending is not null)`

/** Which pin is right, one word cannot say. */
const isAboutRecords = sql<SqlBool>`proposal.reason <> ${pinsDisagree}`

function isAnswered({ reason }: ProposalFilter): RawBuilder<SqlBool> {
  return reason === undefined
    ? sql<SqlBool>`(proposal.reason in (${newEvidence}, ${personsDisagree}))`
    : sql<SqlBool>`false`
}

const isChangedAfter = (runId: number) => sql<SqlBool>`(
  proposal.opened_run > ${runId}
  or exists (select from staging.source_record as record
    where record.id = any(proposal.member_ids) and record.changed_run > ${runId})
  or exists (select from review.proposal_event as event
    where event.proposal_id = proposal.id and event.kind = 'reopened' and event.run_id > ${runId}))`

/** Counts what a word on all proposals of a filter means, as they were after a run. */
export async function bulkTotals({ db }: Session, filter: ProposalFilter, runId: number): Promise<BulkTotals> {
  const { rows } = await sql<BulkTotals>`
    with chosen as (
      select proposal.member_ids, ${isForTwo} as is_for_two, ${isAnswered(filter)} as is_answered,
        ${isChangedAfter(runId)} as is_changed
      from review.proposal as proposal where ${matchesProposalFilter(filter)} and ${isAboutRecords}
    ), meant as (
      select member_ids from chosen where not is_for_two and not is_answered and not is_changed
    )
    select (select count(*)::integer from meant) as count,
      (select count(distinct crosswalk.golden_id)::integer from meant cross join unnest(meant.member_ids) as member (record_id)
        join golden.crosswalk as crosswalk on crosswalk.record_id = member.record_id) as "goldenRecords",
      (count(*) filter (where is_for_two))::integer as "needSecond",
      (count(*) filter (where is_answered and not is_for_two))::integer as "answeredBefore",
      (count(*) filter (where is_changed and not is_answered and not is_for_two))::integer as changed
    from chosen`.execute(db)

  return rows[0] as BulkTotals
}

/** The next proposals that the word is said of, by id; nobody else changes them until the transaction ends. */
export async function bulkPage(
  { db }: Session,
  filter: ProposalFilter,
  runId: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly StoredProposal[]> {
  const { rows } = await sql<StoredProposal>`
    select ${proposalColumns} from review.proposal as proposal
    where ${matchesProposalFilter(filter)} and ${isAboutRecords} and not ${isForTwo} and not ${isAnswered(filter)}
      and not ${isChangedAfter(runId)} and proposal.id > ${after}
    order by proposal.id limit ${limit} for update`.execute(db)

  return rows
}

/** Of how many proposals a bulk word was said so far. */
export async function bulkDecidedCount({ db }: Session, bulk: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from review.proposal_event
    where kind = 'decided' and detail ->> 'bulk' = ${bulk}`.execute(db)

  return rows[0]?.count ?? 0
}
