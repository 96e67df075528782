import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** What a run did to the golden ids of a kind. */
export interface IdChurn {
  readonly created: number
  readonly merged: number
  readonly split: number
  readonly moved: number
  readonly retired: number
  /** Golden records that kept all their members, gained none, and have another id all the same: always 0. */
  readonly unaffectedChanged: number
}

/** Counts from the events of the run, so that it takes as long as the night's changes, not as the company. */
export async function idChurn(session: Session, kind: MatchedKind, runId: number): Promise<IdChurn> {
  const ofKind = (event: string) => sql`(count(*) filter (where event.kind = ${event}))::integer`
  const { rows } = await sql<IdChurn>`
    select (select count(*)::integer from golden.record where born_run = ${runId} and entity = ${kind}) as created,
      ${ofKind('merged')} as merged, ${ofKind('split')} as split, ${ofKind('moved')} as moved, ${ofKind('retired')} as retired,
      (count(*) filter (where event.kind = 'merged'
        and (event.detail ->> 'members')::integer = (
          select count(*) from golden.crosswalk where golden_id = event.detail ->> 'into')
        and (event.detail ->> 'members')::integer = (
          select count(*) from golden.former_member where golden_id = event.golden_id and until_run = ${runId}))
      )::integer as "unaffectedChanged"
    from golden.event as event
    join golden.record as record on record.id = event.golden_id and record.entity = ${kind}
    where event.run_id = ${runId}`.execute(session.db)

  return rows[0] as IdChurn
}
