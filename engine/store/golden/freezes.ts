import { sql } from 'kysely'
import type { FreezeCause } from '../../../rules/truth/ping-pong.ts'
import { onceAsync } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** A field of a record that is not written back, nor into any record of its golden record. */
export interface Freeze {
  readonly recordId: number
  readonly field: string
  readonly sinceRun: number
  readonly cause: FreezeCause
  /** Systems and times, without values. */
  readonly reason: string
}

/** What is known of a record's fields: frozen now, or the last night whose flips a thaw has forgiven. */
export type FreezeState = { readonly frozen: Freeze } | { readonly thawedRun: number }

/** The fields of records that are frozen or once were, per record and field. */
export async function freezesOf(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, FreezeState>>> {
  const { rows } = await sql<Freeze & { thawedRun: number | null }>`
    select distinct on (record_id, field) record_id as "recordId", field, since_run as "sinceRun", cause, reason,
      thawed_run as "thawedRun"
    from review.freeze where record_id = any(${[...recordIds]}::integer[])
    order by record_id, field, since_run desc`.execute(session.db)
  const states = new Map<number, Map<string, FreezeState>>()

  for (const { thawedRun, ...freeze } of rows) {
    const known = states.get(freeze.recordId) ?? new Map<string, FreezeState>()

    known.set(freeze.field, thawedRun === null ? { frozen: freeze } : { thawedRun })
    states.set(freeze.recordId, known)
  }
  return states
}

export async function addFreezes(session: Session, entity: string, freezes: readonly Freeze[]): Promise<void> {
  if (freezes.length === 0) return
  await session.copy(
    'review.freeze',
    ['record_id', 'field', 'since_run', 'entity', 'cause', 'reason'],
    onceAsync(
      freezes.map(({ recordId, field, sinceRun, cause, reason }) => [recordId, field, sinceRun, entity, cause, reason]),
    ),
  )
}

/** Ends what freezes a field of a golden record; answers what it was. */
export async function endFreezes(
  { db }: Session,
  goldenId: string,
  field: string,
  word: { readonly by: string; readonly reason: string; readonly at: string },
): Promise<readonly Freeze[]> {
  const { rows } = await sql<Freeze>`
    update review.freeze as frozen
    set thawed_run = (select max(id) from staging.run), thawed_at = ${word.at}, thawed_by = ${word.by},
      thaw_reason = ${word.reason}
    from golden.crosswalk as crosswalk
    where crosswalk.golden_id = ${goldenId} and frozen.record_id = crosswalk.record_id and frozen.field = ${field}
      and frozen.thawed_at is null
    returning frozen.record_id as "recordId", frozen.field, frozen.since_run as "sinceRun", frozen.cause, frozen.reason`.execute(
    db,
  )

  return rows.toSorted((left, right) => left.recordId - right.recordId)
}

/**
 * Adds to `touched` the golden records to look at though no record of theirs changed: a thaw lets corrections out again, and a
 * correction that was taken may have been undone before the night read the record.
 */
export async function touchThawedAndWritten(session: Session, kind: string, resolvedRun: number): Promise<void> {
  await sql`
    insert into touched
    select crosswalk.golden_id from review.freeze as frozen
    join golden.crosswalk as crosswalk on crosswalk.record_id = frozen.record_id
    where frozen.entity = ${kind} and frozen.thawed_run >= ${resolvedRun}
    union
    select crosswalk.golden_id from ops.outbox as outbox
    join golden.crosswalk as crosswalk on crosswalk.record_id = outbox.record_id
    where outbox.changed_run >= ${resolvedRun} and outbox.state = 'applied' and crosswalk.entity = ${kind}
    on conflict do nothing`.execute(session.db)
}

/** Says of corrections this night has superseded that it was because a field of theirs is frozen. */
export async function tellSuperseded(
  { db }: Session,
  runId: number,
  frozen: readonly { readonly recordId: number; readonly field: string; readonly cause: FreezeCause }[],
): Promise<void> {
  if (frozen.length === 0) return
  await sql`
    update ops.outbox as outbox set answer = 'frozen: ' || given.field || ' ' || given.cause
    from unnest(
      ${frozen.map(({ recordId }) => recordId)}::integer[], ${frozen.map(({ field }) => field)}::text[],
      ${frozen.map(({ cause }) => cause)}::text[]
    ) as given (record_id, field, cause)
    where outbox.record_id = given.record_id and outbox.state = 'superseded' and outbox.changed_run = ${runId}
      and outbox.changes @> jsonb_build_array(jsonb_build_object('field', given.field))`.execute(db)
}
