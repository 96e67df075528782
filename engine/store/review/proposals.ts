import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { appendWords, type WordAct } from '../matching/append-words.ts'
import { isStanding } from '../matching/persons-words.ts'
import type { Session } from '../store.ts'

/** A link that waits for a person, with the golden records it would join. */
export interface OpenLink {
  readonly left: number
  readonly right: number
  readonly leftGolden: string
  readonly rightGolden: string
  readonly weight: number
  readonly heldApartBy: string | null
}

/**
 * Possible links between different golden records that no person has settled, strongest first; at most `limit`. `apart` are the
 * pairs a person called different: they hold apart all records of their golden records.
 */
export async function openLinks(
  session: Session,
  kind: MatchedKind,
  apart: readonly { readonly left: number; readonly right: number }[],
  limit: number,
): Promise<readonly OpenLink[]> {
  const { rows } = await sql<OpenLink>`
    with apart as (
      select least(one.golden_id, other.golden_id) as low, greatest(one.golden_id, other.golden_id) as high
      from unnest(${apart.map(({ left }) => left)}::integer[], ${apart.map(({ right }) => right)}::integer[])
        as said(left_id, right_id)
      join golden.crosswalk as one on one.record_id = said.left_id
      join golden.crosswalk as other on other.record_id = said.right_id
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

/** The first person's word on a proposal that needs a second one: it does not act yet. */
export interface PendingWord {
  readonly verdict: 'same' | 'different' | 'undo'
  readonly memberIds: readonly number[]
  /** What is to be taken back, by its name. */
  readonly decision?: string | undefined
  /** How many words of that name stood. */
  readonly count?: number | undefined
  readonly by: string
  readonly reason: string
  /** UTC instant. */
  readonly at: string
  /** The version of the proposal it was said of. */
  readonly version: string
}

export interface StoredProposal {
  readonly id: string
  readonly entity: MatchedKind
  readonly status: 'open' | 'decided' | 'withdrawn'
  readonly memberIds: readonly number[]
  readonly weight: number
  /** Code of the reason for being there. */
  readonly reason: string
  /** The moment its night stood for. */
  readonly since: string
  readonly assignee: string | null
  /** Money at stake in the company's currency, a plain decimal. */
  readonly stake: string
  readonly systems: readonly string[]
  readonly needsSecond: boolean
  readonly pending: PendingWord | null
}

/** What `StoredProposal` holds, of `review.proposal as proposal`. */
export const proposalColumns = sql`
  proposal.id, proposal.entity, proposal.status, proposal.member_ids as "memberIds", proposal.weight, proposal.reason,
  (select as_of from staging.run where run.id = proposal.opened_run) as since, proposal.assignee, proposal.stake::text as stake, proposal.systems,
  proposal.needs_second as "needsSecond", proposal.pending`

export async function proposalOf(session: Session, id: string): Promise<StoredProposal | undefined> {
  const { rows } = await sql<StoredProposal>`
    select ${proposalColumns} from review.proposal as proposal where id = ${id}`.execute(session.db)

  return rows[0]
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockedProposal(session: Session, id: string): Promise<StoredProposal | undefined> {
  await sql`select from review.proposal where id = ${id} for update`.execute(session.db)

  return proposalOf(session, id)
}

/** Keeps, or with null forgets, the word that waits for a second person. */
export async function keepPendingWord(session: Session, id: string, word: PendingWord | null): Promise<void> {
  await session.db
    .updateTable('review.proposal')
    .set({ pending: word === null ? sql<string>`null` : JSON.stringify(word) })
    .where('id', '=', id)
    .execute()
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

/** Who said it, when and why, and who confirmed it where a second person was needed. */
export type DecisionWord = Omit<WordAct, 'act'>

/** Appends a person's word and closes the proposal, unless it was put off or leaves a question open. */
export async function recordDecision(
  session: Session,
  proposal: StoredProposal,
  pairs: readonly (DecidedPair & { readonly settles: boolean })[],
  word: DecisionWord,
): Promise<void> {
  await appendWords(
    session,
    pairs.map((pair) => ({ ...word, ...pair, entity: proposal.entity, act: proposal.id })),
  )
  if (pairs.some(({ verdict }) => verdict === 'later')) return
  await closeIfAnswered(session, proposal)
}

/** A word on some members may leave the question of the others: then it stays open. */
async function closeIfAnswered(session: Session, { id }: StoredProposal): Promise<void> {
  await sql`
    update review.proposal as proposal set status = 'decided', pending = null
    where proposal.id = ${id} and not exists (
      select from matching.link as link
      join golden.crosswalk as one on one.record_id = link.left_id
      join golden.crosswalk as other on other.record_id = link.right_id
      where link.entity = proposal.entity and link.left_id = any(proposal.member_ids)
        and link.right_id = any(proposal.member_ids) and link.verdict = 'possible' and one.golden_id <> other.golden_id
        and not exists (
          select from review.decision as word
          where word.left_id = least(link.left_id, link.right_id) and word.right_id = greatest(link.left_id, link.right_id)
            and ${isStanding}))`.execute(session.db)
}
