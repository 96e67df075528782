import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** Remembers in the table `newly_asked` which questions of `tonight` are not open yet. */
export async function noteNewlyAsked({ db }: Session): Promise<void> {
  await sql`drop table if exists newly_asked`.execute(db)
  await sql`
    create temporary table newly_asked on commit drop as
    select tonight.id, tonight.member_ids from tonight
    where not exists (select from review.proposal as open where open.id = tonight.id and open.status = 'open')`.execute(
    db,
  )
}

/**
 * Gives each newly asked question to the person of the one it takes the place of: that with which it shares most members, at least
 * two, of those that were open until tonight. Of equals, one that is somebody's, then the one with most at stake.
 */
export async function carryAssignments({ db }: Session, kind: MatchedKind, runId: number): Promise<void> {
  await sql`
    with closed as (
      select id, assignee, stake, unnest(member_ids) as record_id from review.proposal
      where entity = ${kind} and closed_run = ${runId} and status <> 'open'
    ), asked as (
      select id, unnest(member_ids) as record_id from newly_asked
    ), shared as (
      select asked.id, closed.id as from_id, closed.assignee, closed.stake, count(*) as members
      from asked join closed on closed.record_id = asked.record_id
      group by asked.id, closed.id, closed.assignee, closed.stake having count(*) > 1
    ), carried as (
      select distinct on (id) id, from_id, assignee from shared
      order by id, members desc, assignee is null, stake desc, from_id
    ), given as (
      update review.proposal as proposal set assignee = carried.assignee
      from carried
      where proposal.id = carried.id and proposal.status = 'open' and proposal.assignee is distinct from carried.assignee
      returning proposal.id, carried.assignee, carried.from_id
    )
    insert into review.proposal_event (id, proposal_id, kind, run_id, at, detail)
    select (select coalesce(max(id), 0) from review.proposal_event) + row_number() over (order by given.id), given.id,
      case when given.assignee is null then 'unassigned' else 'assigned' end, ${runId}, run.as_of,
      jsonb_strip_nulls(jsonb_build_object('to', given.assignee, 'from', given.from_id))
    from given join staging.run as run on run.id = ${runId}`.execute(db)
}
