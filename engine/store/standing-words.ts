import { sql } from 'kysely'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { isStanding } from './persons-words.ts'
import type { Session } from './store.ts'

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

/** The standing words of an act, or the one with this number; oldest first. */
export async function standingWordsOf({ db }: Session, name: string): Promise<readonly StandingWord[]> {
  const isNamed = /^\d{1,9}$/.test(name) ? sql`word.id = ${Number(name)}` : sql`word.proposal_id = ${name}`
  const { rows } = await sql<StandingWord>`
    select ${columns} from review.decision as word
    where ${isNamed} and ${isStanding} order by word.id`.execute(db)

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

/** Opens decided proposals again, a person having taken back what was said of them. Answers which. */
export async function reopenProposals({ db }: Session, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update review.proposal set status = 'open', closed_run = null
    where id = any(${[...ids]}::text[]) and status = 'decided' returning id`.execute(db)

  return rows.map(({ id }) => id).toSorted()
}
