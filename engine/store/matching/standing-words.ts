import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { detachmentWanted, undoWanted } from '../../../rules/matching/proposal-reason.ts'
import { lockWords, type WordAct } from './append-words.ts'
import { newestRunId } from '../documents/finding-decisions.ts'
import { isStanding } from './persons-words.ts'
import type { Session } from '../store.ts'

/** A person's word that nobody took back, with all that a person must know to take it back. */
export interface StandingWord {
  readonly decision: number
  readonly entity: MatchedKind
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different'
  readonly actor: string
  /** The proposal, the import or the detachment it was said in. */
  readonly act: string
}

const columns = sql`word.id as decision, word.entity, word.left_id as left, word.right_id as right, word.verdict, word.actor,
  word.proposal_id as act`

/** The standing words of an act or of a bulk decision, or the one with this number: the oldest, at most `limit`, and how many there are. */
export async function standingWordsOf(
  { db }: Session,
  name: string,
  limit: number,
): Promise<{ readonly words: readonly StandingWord[]; readonly count: number }> {
  const { rows } = await sql<StandingWord & { readonly count: number }>`
    select ${columns}, (count(*) over ())::integer as count from review.decision as word
    where ${isNamed(name)} and ${isStanding} order by word.id limit ${limit}`.execute(db)

  return { words: rows.map(({ count: _, ...word }) => word), count: rows[0]?.count ?? 0 }
}

/** The same words of one kind as a query: id, left_id, right_id, confirmed_by. */
export function namedWordsQuery(name: string, kind: MatchedKind): RawBuilder<unknown> {
  return sql`
    select word.id, word.left_id, word.right_id, word.confirmed_by from review.decision as word
    where word.entity = ${kind} and ${isNamed(name)} and ${isStanding}`
}

/** Nobody else speaks, or answers the proposals of these words, until the transaction ends: locked in the order in which a decision locks them. */
export async function lockNamed(session: Session, name: string): Promise<void> {
  await sql`
    select from review.proposal where id in (
      select word.proposal_id from review.decision as word where ${isNamed(name)} and ${isStanding})
    order by id for update`.execute(session.db)
  await lockWords(session)
}

/** Takes all standing words of that name back; answers the acts they were said in. */
export async function retractNamed(
  session: Session,
  name: string,
  { actor, reason, decidedAt, confirmedBy }: Omit<WordAct, 'act'>,
): Promise<readonly string[]> {
  const { db } = session

  await lockWords(session)
  const { rows } = await sql<{ act: string }>`
    with retracted as (
      insert into review.decision
        (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at, confirmed_by, retracts, seen_run)
      select (select max(id) from review.decision) + row_number() over (order by word.id), entity, proposal_id, left_id,
        right_id, 'retracted', ${reason}, ${actor}, ${decidedAt}::timestamptz, ${confirmedBy ?? null}, word.id,
        ${await newestRunId(session)}
      from review.decision as word where ${isNamed(name)} and ${isStanding}
      returning proposal_id
    ) select distinct proposal_id as act from retracted order by 1`.execute(db)

  return rows.map(({ act }) => act)
}

/** Of a bulk decision the words themselves tell nothing: the history of its proposals does. */
function isNamed(name: string): RawBuilder<SqlBool> {
  if (/^\d{1,9}$/.test(name)) return sql`word.id = ${Number(name)}`
  if (!name.startsWith('blk_')) return sql`word.proposal_id = ${name}`
  return sql`exists (
    select from review.proposal_event as event
    where event.proposal_id = word.proposal_id and event.kind = 'decided' and event.detail ->> 'bulk' = ${name}
      and event.actor = word.actor and event.at = word.decided_at)`
}

/** Standing words that settled a contradiction about the pairs of these words, others than these. */
export async function settlingWordsOn(
  { db }: Session,
  words: readonly StandingWord[],
): Promise<readonly StandingWord[]> {
  const column = (name: 'decision' | 'left' | 'right') => sql`${words.map((word) => word[name])}::integer[]`
  const { rows } = await sql<StandingWord>`
    select ${columns} from review.decision as word
    where word.settles and ${isStanding} and word.id <> all(${column('decision')})
      and (word.left_id, word.right_id) in (select * from unnest(${column('left')}, ${column('right')}))
    order by word.id`.execute(db)

  return rows
}

/** Standing words "same" about a record of one side and one of the other. */
export async function sameWordsBetween(
  { db }: Session,
  one: readonly number[],
  other: readonly number[],
): Promise<readonly StandingWord[]> {
  const { rows } = await sql<StandingWord>`
    select ${columns} from review.decision as word
    where word.verdict = 'same' and ${isStanding} and (
      (word.left_id = any(${[...one]}::integer[]) and word.right_id = any(${[...other]}::integer[]))
      or (word.left_id = any(${[...other]}::integer[]) and word.right_id = any(${[...one]}::integer[])))
    order by word.id`.execute(db)

  return rows
}

/** Opens decided proposals of the nights again, a person having taken back what was said of them. Answers which. */
export async function reopenProposals({ db }: Session, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update review.proposal set status = 'open', closed_run = null
    where id = any(${[...ids]}::text[]) and status = 'decided' and reason not in (${undoWanted}, ${detachmentWanted})
    returning id`.execute(db)

  return rows.map(({ id }) => id).toSorted()
}
