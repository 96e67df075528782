import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { detachmentWanted, undoWanted } from '../../../rules/matching/proposal-reason.ts'
import { onceAsync } from '../copy-format.ts'
import { isStanding } from '../matching/persons-words.ts'
import type { Session } from '../store.ts'
import { carryAssignments, noteNewlyAsked } from './carry-assignments.ts'

/** A question of tonight. */
export interface ProposalRow {
  readonly id: string
  readonly memberIds: readonly number[]
  readonly weight: number
  /** Code of the reason for being there. */
  readonly reason: string
}

/**
 * Makes the open proposals of a kind those of tonight: new ones open, answered ones close, those nobody asks for any more are
 * withdrawn with what was pending on them (not what a person asks of a second one), and a closed one that is asked again is open
 * again. Whose a question was goes to the one that takes its place. What did not change is not written. Answers how many changed.
 * `wordsUpTo` is the newest word the questions know of: what a person answered later is not asked again.
 */
export async function settleProposals(
  session: Session,
  kind: MatchedKind,
  { runId, wordsUpTo }: { readonly runId: number; readonly wordsUpTo: number },
  proposals: readonly ProposalRow[],
): Promise<number> {
  const { db } = session

  await sql`drop table if exists tonight`.execute(db)
  await sql`
    create temporary table tonight (
      id text collate "C" primary key, member_ids integer[], weight double precision, reason text
    ) on commit drop`.execute(db)
  await session.copy(
    'tonight',
    ['id', 'member_ids', 'weight', 'reason'],
    onceAsync(proposals.map(({ id, memberIds, weight, reason }) => [id, `{${memberIds.join(',')}}`, weight, reason])),
  )
  await sql`analyze tonight`.execute(db)
  await noteNewlyAsked(session)
  await closeOthers(session, kind, runId)
  await reopenAskedAgain(session, runId, wordsUpTo)
  const asked = await sql`
    insert into review.proposal (id, entity, status, member_ids, weight, reason, opened_run)
    select id, ${kind}, 'open', member_ids, weight, reason, ${runId} from tonight
    on conflict (id) do nothing`.execute(db)

  await carryAssignments(session, kind, runId)
  const weighed = await sql`
    update review.proposal as proposal set weight = tonight.weight, reason = tonight.reason
    from tonight where tonight.id = proposal.id
      and (proposal.weight, proposal.reason) is distinct from (tonight.weight, tonight.reason)`.execute(db)

  return Number(asked.numAffectedRows ?? 0) + Number(weighed.numAffectedRows ?? 0)
}

async function closeOthers({ db }: Session, kind: MatchedKind, runId: number): Promise<void> {
  await sql`
    with closed as (
      update review.proposal as proposal set closed_run = ${runId}, pending = null,
        status = case when exists (
          select from review.decision as word where word.proposal_id = proposal.id and ${isStanding})
          then 'decided' else 'withdrawn' end
      from review.proposal as before
      where before.id = proposal.id and proposal.entity = ${kind} and proposal.status = 'open'
        and not exists (select from tonight where tonight.id = proposal.id)
        and not (before.pending is not null and before.reason in (${undoWanted}, ${detachmentWanted}))
      returning proposal.id, before.pending
    )
    insert into review.proposal_event (id, proposal_id, kind, run_id, at, detail)
    select (select coalesce(max(id), 0) from review.proposal_event) + row_number() over (order by closed.id), closed.id,
      'withdrawn', ${runId}, run.as_of, jsonb_build_object('pending', closed.pending ->> 'by')
    from closed join staging.run as run on run.id = ${runId} where closed.pending is not null`.execute(db)
}

async function reopenAskedAgain({ db }: Session, runId: number, wordsUpTo: number): Promise<void> {
  await sql`
    with reopened as (
      update review.proposal as proposal set status = 'open', closed_run = null, pending = null
      from tonight, review.proposal as before
      where tonight.id = proposal.id and before.id = proposal.id and proposal.status <> 'open'
        and not exists (
          select from review.decision as word where word.proposal_id = proposal.id and word.id > ${wordsUpTo})
      returning proposal.id, before.status, tonight.reason
    )
    insert into review.proposal_event (id, proposal_id, kind, run_id, at, reason, detail)
    select (select coalesce(max(id), 0) from review.proposal_event) + row_number() over (order by reopened.id), reopened.id,
      'reopened', ${runId}, run.as_of, reopened.reason, '{}'
    from reopened join staging.run as run on run.id = ${runId} where reopened.status = 'decided'`.execute(db)
}

/** Without fresh statistics a list of the morning sorts all proposals for its first page: 150 ms instead of one. */
export async function countProposalsAnew({ db }: Session): Promise<void> {
  await sql`analyze review.proposal`.execute(db)
}
