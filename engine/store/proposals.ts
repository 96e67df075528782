import { sql } from 'kysely'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { Session } from './store.ts'

/** A link that waits for a person, with the golden records it would join. */
export interface OpenLink {
  readonly left: number
  readonly right: number
  readonly leftGolden: string
  readonly rightGolden: string
  readonly weight: number
  readonly heldApartBy: string | null
}

/** Possible links between different golden records that no person has settled, strongest first; at most `limit`. */
export async function openLinks(session: Session, kind: MatchedKind, limit: number): Promise<readonly OpenLink[]> {
  const { rows } = await sql<OpenLink>`
    with newest as (
      select distinct on (left_id, right_id) left_id, right_id, verdict from review.decision
      where entity = ${kind} order by left_id, right_id, id desc
    ), apart as (
      select least(one.golden_id, other.golden_id) as low, greatest(one.golden_id, other.golden_id) as high
      from newest
      join golden.crosswalk as one on one.record_id = newest.left_id
      join golden.crosswalk as other on other.record_id = newest.right_id
      where newest.verdict = 'different'
    )
    select link.left_id as left, link.right_id as right, one.golden_id as "leftGolden", other.golden_id as "rightGolden",
      link.weight, link.held_apart_by as "heldApartBy"
    from matching.link as link
    join golden.crosswalk as one on one.record_id = link.left_id
    join golden.crosswalk as other on other.record_id = link.right_id
    where link.entity = ${kind} and link.verdict = 'possible' and one.golden_id <> other.golden_id
      and not exists (
        select from apart
        where low = least(one.golden_id, other.golden_id) and high = greatest(one.golden_id, other.golden_id))
    order by link.weight desc, link.left_id, link.right_id limit ${limit}`.execute(session.db)

  return rows
}

export interface ProposalRow {
  readonly id: string
  readonly memberIds: readonly number[]
  readonly weight: number
  readonly reason: string
}

/** Makes the open proposals of a kind those of tonight: new ones open, settled ones are withdrawn, decided ones stay decided. */
export async function settleProposals(
  session: Session,
  kind: MatchedKind,
  runId: number,
  proposals: readonly ProposalRow[],
): Promise<void> {
  const ids = proposals.map((proposal) => proposal.id)

  await sql`
    update review.proposal set status = 'withdrawn', closed_run = ${runId}
    where entity = ${kind} and status = 'open' and not id = any(${ids}::text[])`.execute(session.db)
  for (const { id, memberIds, weight, reason } of proposals) {
    await sql`
      insert into review.proposal as old (id, entity, status, member_ids, weight, reason, opened_run)
      values (${id}, ${kind}, 'open', ${[...memberIds]}::integer[], ${weight}, ${reason}, ${runId})
      on conflict (id) do update
      set status = 'open', weight = excluded.weight, reason = excluded.reason, closed_run = null
      where old.status = 'withdrawn'`.execute(session.db)
  }
}

export interface StoredProposal extends ProposalRow {
  readonly entity: MatchedKind
  readonly status: 'open' | 'decided' | 'withdrawn'
}

/** Open proposals, strongest first, and how many there are in all. */
export async function openProposals(
  session: Session,
  limit: number,
): Promise<{ readonly proposals: readonly StoredProposal[]; readonly openCount: number }> {
  const { rows } = await sql<StoredProposal>`
    select id, entity, status, member_ids as "memberIds", weight, reason from review.proposal where status = 'open'
    order by weight desc, id limit ${limit}`.execute(session.db)
  const { rows: counts } = await sql<{ count: number }>`
    select count(*)::integer as count from review.proposal where status = 'open'`.execute(session.db)

  return { proposals: rows, openCount: counts[0]?.count ?? 0 }
}

export async function proposalOf(session: Session, id: string): Promise<StoredProposal | undefined> {
  const { rows } = await sql<StoredProposal>`
    select id, entity, status, member_ids as "memberIds", weight, reason from review.proposal where id = ${id}`.execute(
    session.db,
  )

  return rows[0]
}

/** Names records as people know them: `system:key`. */
export async function labelsOf(session: Session, recordIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; label: string }>`
    select record.id, flow.system || ':' || record.source_key as label
    from staging.source_record as record join staging.flow as flow on flow.id = record.flow_id
    where record.id = any(${[...recordIds]}::integer[])`.execute(session.db)

  return new Map(rows.map(({ id, label }) => [id, label]))
}

/** The golden record each of the records belongs to. */
export async function goldenIdsOf(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await session.db
    .selectFrom('golden.crosswalk')
    .select(['record_id', 'golden_id'])
    .where(sql<boolean>`record_id = any(${[...recordIds]}::integer[])`)
    .execute()

  return new Map(rows.map((row) => [row.record_id, row.golden_id]))
}

export interface DecidedPair {
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different' | 'later'
}

/** Appends a person's word and closes the proposal unless it was put off. */
export async function recordDecision(
  session: Session,
  proposal: StoredProposal,
  pairs: readonly DecidedPair[],
  word: { readonly reason: string; readonly actor: string; readonly decidedAt: string },
): Promise<void> {
  for (const { left, right, verdict } of pairs) {
    await sql`
      insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at)
      select coalesce(max(id), 0) + 1, ${proposal.entity}, ${proposal.id}, ${Math.min(left, right)}, ${Math.max(left, right)},
        ${verdict}, ${word.reason}, ${word.actor}, ${word.decidedAt}::timestamptz
      from review.decision`.execute(session.db)
  }
  if (pairs.some(({ verdict }) => verdict === 'later')) return
  await session.db.updateTable('review.proposal').set({ status: 'decided' }).where('id', '=', proposal.id).execute()
}
