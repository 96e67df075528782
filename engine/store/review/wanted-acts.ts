import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { newestRunId } from '../documents/finding-decisions.ts'
import type { Session } from '../store.ts'
import type { TwoPersons } from './words-for-two.ts'

/** What a person wants done that takes two, as a proposal. */
export interface WantedAct extends Omit<TwoPersons, 'needsSecond'> {
  readonly id: string
  readonly entity: MatchedKind
  readonly memberIds: readonly number[]
  /** Code of the reason for being there. */
  readonly reason: string
}

/**
 * Opens the proposal that asks a second person; one of that name that was closed is open again, and nobody's. Answers whether it
 * did: not where it is open already, also by somebody who asked in the same moment.
 */
export async function openWantedAct(session: Session, act: WantedAct): Promise<boolean> {
  const { id, entity, memberIds, reason, weight, stake, systems } = act

  const { numAffectedRows } = await sql`
    insert into review.proposal as known
      (id, entity, status, member_ids, weight, reason, opened_run, stake, systems, needs_second)
    values (${id}, ${entity}, 'open', ${[...memberIds]}::integer[], ${weight}, ${reason}, ${await newestRunId(session)},
      ${stake}::numeric, ${[...systems]}::text[], true)
    on conflict (id) do update set status = 'open', member_ids = excluded.member_ids, weight = excluded.weight,
      opened_run = excluded.opened_run, closed_run = null, stake = excluded.stake, systems = excluded.systems,
      assignee = null
      where known.status <> 'open'`.execute(session.db)

  return Number(numAffectedRows ?? 0) > 0
}

/** Closes it: carried out, or taken away. */
export async function closeWantedAct(session: Session, id: string, status: 'decided' | 'withdrawn'): Promise<void> {
  await sql`
    update review.proposal set status = ${status}, pending = null, closed_run = ${await newestRunId(session)}
    where id = ${id}`.execute(session.db)
}
