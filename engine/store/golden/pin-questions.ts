import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { pinsDisagree } from '../../../rules/matching/proposal-reason.ts'
import type { Session } from '../store.ts'

/** A golden record of which a field is pinned more than once. */
export interface TwicePinned {
  readonly goldenId: string
  readonly memberIds: readonly number[]
}

/** Golden records that merges brought several pins of one field to, by id; at most `limit`. */
export async function twicePinned({ db }: Session, kind: MatchedKind, limit: number): Promise<readonly TwicePinned[]> {
  const { rows } = await sql<TwicePinned>`
    select golden_id as "goldenId", array_agg(record_id order by record_id) as "memberIds"
    from golden.crosswalk
    where golden_id in (
      select coalesce(alias.golden_id, pin.golden_id)
      from golden.pin as pin left join golden.alias as alias on alias.old_id = pin.golden_id
      where pin.entity = ${kind} and pin.ended_at is null
      group by coalesce(alias.golden_id, pin.golden_id), pin.field having count(*) > 1)
    group by golden_id order by golden_id limit ${limit}`.execute(db)

  return rows
}

/** Closes the open questions which pin of a golden record is right; answers their proposals. */
export async function closePinQuestions({ db }: Session, goldenId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update review.proposal set status = 'decided'
    where status = 'open' and reason = ${pinsDisagree}
      and member_ids && array(select record_id from golden.crosswalk where golden_id = ${goldenId})
    returning id`.execute(db)

  return rows.map(({ id }) => id).toSorted()
}
