import { sql } from 'kysely'
import { newestRunId } from '../documents/finding-decisions.ts'
import type { Session } from '../store.ts'

/** What happened to a proposal; the machine has no name. */
export interface ProposalEvent {
  readonly kind: 'assigned' | 'unassigned' | 'proposed' | 'refused' | 'decided' | 'reopened' | 'withdrawn'
  /** UTC instant. */
  readonly at: string
  readonly actor: string | null
  readonly reason: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Appends what happened to proposals, in the order given. */
export async function appendProposalEvents(
  session: Session,
  events: readonly (ProposalEvent & { readonly proposal: string })[],
): Promise<void> {
  if (events.length === 0) return
  const runId = await newestRunId(session)
  const column = (name: 'proposal' | 'kind' | 'at' | 'actor' | 'reason') => events.map((event) => event[name])

  // Two persons who appended at once would take the same number.
  await sql`lock table review.proposal_event in share row exclusive mode`.execute(session.db)
  await sql`
    insert into review.proposal_event (id, proposal_id, kind, run_id, at, actor, reason, detail)
    select (select coalesce(max(id), 0) from review.proposal_event) + place, proposal_id, kind, ${runId}, at, actor, reason, detail
    from unnest(${column('proposal')}::text[], ${column('kind')}::text[], ${column('at')}::timestamptz[],
      ${column('actor')}::text[], ${column('reason')}::text[], ${events.map(({ detail }) => JSON.stringify(detail))}::jsonb[])
      with ordinality as event (proposal_id, kind, at, actor, reason, detail, place)`.execute(session.db)
}

/** The newest `limit` events of a proposal, oldest first. */
export async function proposalEvents(
  { db }: Session,
  proposal: string,
  limit: number,
): Promise<readonly ProposalEvent[]> {
  const { rows } = await sql<ProposalEvent>`
    select kind, at, actor, reason, detail from review.proposal_event
    where proposal_id = ${proposal} order by id desc limit ${limit}`.execute(db)

  return rows.toReversed()
}

/** Gives open proposals to a person, or with null to nobody; answers those whose assignee changed. */
export async function assignProposals(
  { db }: Session,
  ids: readonly string[],
  assignee: string | null,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update review.proposal set assignee = ${assignee}
    where id = any(${[...ids]}::text[]) and status = 'open' and assignee is distinct from ${assignee}
    returning id`.execute(db)

  return rows.map(({ id }) => id).toSorted()
}
