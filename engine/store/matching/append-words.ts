import { sql } from 'kysely'
import { newestRunId } from '../documents/finding-decisions.ts'
import type { Session } from '../store.ts'

/** What a person says of two records. */
export interface NewWord {
  readonly entity: string
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different' | 'later' | 'retracted'
  /** It ends a contradiction in which its author has no part. */
  readonly settles?: boolean | undefined
  /** The word that is taken back, of a retraction. */
  readonly retracts?: number | undefined
}

/** Who said it, when and why, and in which act; who confirmed it where a second person was needed. */
export interface WordAct {
  /** A proposal, an imported file, a detachment: what is said in one act is undone in one. */
  readonly act: string
  readonly actor: string
  readonly reason: string
  /** UTC instant. */
  readonly decidedAt: string
  readonly confirmedBy?: string | undefined
}

/** Appends words in the order given; each with the words of its own act, or all of one. */
export async function appendWords(session: Session, words: readonly (NewWord & WordAct)[]): Promise<void> {
  if (words.length === 0) return
  const { db } = session
  const column = (name: keyof (NewWord & WordAct)) => words.map((word) => word[name] ?? null)

  await lockWords(session)
  await sql`
    insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at, confirmed_by,
      settles, retracts, seen_run)
    select (select coalesce(max(id), 0) from review.decision) + place, entity, act, least(left_id, right_id),
      greatest(left_id, right_id), verdict, reason, actor, decided_at, confirmed_by, coalesce(settles, false), retracts,
      ${await newestRunId(session)}
    from unnest(${column('entity')}::text[], ${column('act')}::text[], ${column('left')}::integer[],
      ${column('right')}::integer[], ${column('verdict')}::text[], ${column('reason')}::text[], ${column('actor')}::text[],
      ${column('decidedAt')}::timestamptz[], ${column('confirmedBy')}::text[], ${column('settles')}::boolean[],
      ${column('retracts')}::integer[])
      with ordinality as said (entity, act, left_id, right_id, verdict, reason, actor, decided_at, confirmed_by, settles,
        retracts, place)`.execute(db)
}

/** Two persons who spoke at once would take the same number. */
export async function lockWords({ db }: Session): Promise<void> {
  await sql`lock table review.decision in share row exclusive mode`.execute(db)
}
