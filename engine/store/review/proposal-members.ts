import { sql } from 'kysely'
import type { Session } from '../store.ts'

/** A record of a golden record, and since which run it is. */
export interface GoldenMember {
  readonly goldenId: string
  readonly recordId: number
  readonly sinceRun: number
}

/** Every record of the golden records that these records belong to, by golden id and record id. */
export async function goldenMembersOf({ db }: Session, recordIds: readonly number[]): Promise<readonly GoldenMember[]> {
  const { rows } = await sql<GoldenMember>`
    select golden_id as "goldenId", record_id as "recordId", since_run as "sinceRun" from golden.crosswalk
    where golden_id in (select golden_id from golden.crosswalk where record_id = any(${[...recordIds]}::integer[]))
    order by golden_id, record_id`.execute(db)

  return rows
}

/** The newest word of a person on a pair among these records; 0: none. */
export async function newestWordOn({ db }: Session, recordIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id), 0) as id from review.decision
    where left_id = any(${[...recordIds]}::integer[]) and right_id = any(${[...recordIds]}::integer[])`.execute(db)

  return rows[0]?.id ?? 0
}

/** What a person said of a pair. */
export interface SaidWord {
  readonly id: number
  /** The newest finished run when it was said; null: from before that was kept. */
  readonly seenRun: number | null
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different' | 'later'
  readonly by: string
  readonly confirmedBy: string | null
  readonly reason: string
  /** UTC instant. */
  readonly at: string
}

/** What persons said of pairs among these records after a word, oldest first. */
export async function wordsAmong(
  { db }: Session,
  recordIds: readonly number[],
  afterId: number,
  limit: number,
): Promise<readonly SaidWord[]> {
  const { rows } = await sql<SaidWord>`
    select id, seen_run as "seenRun", left_id as left, right_id as right, verdict, actor as by, confirmed_by as "confirmedBy", reason, decided_at as at
    from review.decision
    where left_id = any(${[...recordIds]}::integer[]) and right_id = any(${[...recordIds]}::integer[]) and id > ${afterId}
    order by id desc limit ${limit}`.execute(db)

  return rows.toReversed()
}
