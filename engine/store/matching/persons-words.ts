import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { pairWords, type PersonsWord } from '../../../rules/matching/pair-word.ts'
import { wordsThatHold, type WordsThatHold } from '../../../rules/matching/words-that-hold.ts'
import type { Session } from '../store.ts'

/** Of `review.decision as word`: said of two records and not taken back. */
export const isStanding = sql`word.verdict in ('same', 'different')
  and not exists (select from review.decision as retraction where retraction.retracts = word.id)`

/** What persons said of pairs of a kind and did not take back, in the order of saying; of records that ended nothing. */
async function wordsSaid(
  { db }: Session,
  kind: MatchedKind,
  scope: RawBuilder<unknown> = sql``,
): Promise<readonly PersonsWord[]> {
  const { rows } = await sql<PersonsWord>`
    select word.id, word.left_id as left, word.right_id as right, word.verdict, word.actor, word.settles
    from review.decision as word
    join staging.source_record as one on one.id = word.left_id and one.tombstoned_run is null
    join staging.source_record as other on other.id = word.right_id and other.tombstoned_run is null
    where word.entity = ${kind} and ${isStanding} ${scope} order by word.id`.execute(db)

  return rows
}

/** What holds of all that persons said of a kind: what matching obeys. */
export async function wordsOfKind(session: Session, kind: MatchedKind): Promise<WordsThatHold> {
  return wordsThatHold(pairWords(await wordsSaid(session, kind)))
}

/** What holds of the words that teach a model. That a record we created is the one it was created from teaches nothing. */
export async function labelsOfKind(session: Session, kind: MatchedKind): Promise<WordsThatHold> {
  return wordsThatHold(pairWords(await wordsSaid(session, kind, sql`and not starts_with(word.proposal_id, 'dlv_')`)))
}

/**
 * What holds of all that persons said of these records and of those that hang together with them by words of persons:
 * the same as for the whole kind.
 */
export async function wordsAround(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<WordsThatHold> {
  const reached = await spokenTogether(session, kind, recordIds)
  const ids = sql`${[...reached]}::integer[]`

  return wordsThatHold(
    pairWords(await wordsSaid(session, kind, sql`and word.left_id = any(${ids}) and word.right_id = any(${ids})`)),
  )
}

/** These records, and all that hang together with them by standing words of persons, whether they hold or rest. */
export async function spokenTogether(
  { db }: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive reached(id) as (
      select unnest(${[...recordIds]}::integer[])
      union
      select next.id from reached cross join lateral (
        select right_id as id from review.decision as word where left_id = reached.id and entity = ${kind} and ${isStanding}
        union all
        select left_id from review.decision as word where right_id = reached.id and entity = ${kind} and ${isStanding}
      ) as next
    ) select id from reached order by id`.execute(db)

  return rows.map(({ id }) => id)
}
