import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** What a person says, and when. */
export interface StewardWord {
  readonly actor: string
  readonly reason: string
  /** UTC instant. */
  readonly at: string
}

/** A pin as it is given. */
export interface NewPin {
  readonly goldenId: string
  readonly field: string
  readonly value: string | null
  /** `system:key` of the record it was copied from. */
  readonly takenFrom: string | null
}

/** Whose pin of a field ended. */
export interface EndedPin {
  readonly field: string
  readonly by: string
}

/** Pins fields of one golden record; pins that its fields had before end, those that came with a merge included. Answers these. */
export async function addPins(
  session: Session,
  kind: MatchedKind,
  pins: readonly NewPin[],
  { actor, reason, at }: StewardWord,
): Promise<readonly EndedPin[]> {
  const [first] = pins

  if (first === undefined) return []
  const ended = await endPins(session, first.goldenId, fieldsIn(pins), { actor, reason, at })

  for (const { goldenId, field, value, takenFrom } of pins) {
    await sql`
      insert into golden.pin (id, entity, golden_id, field, value, taken_from, actor, reason, pinned_at)
      select coalesce(max(id), 0) + 1, ${kind}, ${goldenId}, ${field}, ${value}, ${takenFrom}, ${actor}, ${reason},
        ${at}::timestamptz
      from golden.pin`.execute(session.db)
  }
  return ended
}

const fieldsIn = (pins: readonly NewPin[]) => pins.map(({ field }) => field)

/** Ends the pins of fields of a golden record, and answers them. */
export async function endPins(
  session: Session,
  goldenId: string,
  fields: readonly string[],
  { actor, reason, at }: StewardWord,
): Promise<readonly EndedPin[]> {
  const { rows } = await sql<EndedPin & { readonly id: number }>`
    update golden.pin set ended_at = ${at}::timestamptz, ended_by = ${actor}, ended_reason = ${reason}, settled_run = null
    where ended_at is null and field = any(${[...fields]}::text[])
      and (golden_id = ${goldenId} or golden_id in (select old_id from golden.alias where golden_id = ${goldenId}))
    returning id, field, actor as by`.execute(session.db)

  return rows.toSorted((one, other) => one.id - other.id).map(({ field, by }) => ({ field, by }))
}

/** A record of a golden record with what it says in each field. */
export interface NamedMember {
  readonly recordId: number
  readonly goldenId: string
  readonly entity: MatchedKind
}

/** The record `system:key` and the golden record it belongs to; several where the system has records of several kinds under the key. */
export async function membersNamed(session: Session, name: string): Promise<readonly NamedMember[]> {
  const colon = Math.max(0, name.indexOf(':'))
  const { rows } = await sql<NamedMember>`
    select record.id as "recordId", crosswalk.golden_id as "goldenId", crosswalk.entity
    from staging.source_record as record
    join staging.flow as flow on flow.id = record.flow_id
    join golden.crosswalk as crosswalk on crosswalk.record_id = record.id
    where flow.system = ${name.slice(0, colon)} and record.source_key = ${name.slice(colon + 1)}
    order by crosswalk.golden_id`.execute(session.db)

  return rows
}

/** Remembers that a value of a record is wrong; a word on the same field before it ends. */
export async function addIgnoredValue(
  session: Session,
  { recordId, entity }: Pick<NamedMember, 'recordId' | 'entity'>,
  { field, value }: { readonly field: string; readonly value: string },
  { actor, reason, at }: StewardWord,
): Promise<void> {
  await endIgnoredValue(session, recordId, field, { actor, reason, at })
  await sql`
    insert into golden.ignored_value (id, entity, record_id, field, value, actor, reason, ignored_at)
    select coalesce(max(id), 0) + 1, ${entity}, ${recordId}, ${field}, ${value}, ${actor}, ${reason}, ${at}::timestamptz
    from golden.ignored_value`.execute(session.db)
}

/** Takes back that a value of a record is wrong; answers whether anybody had said so. */
export async function endIgnoredValue(
  session: Session,
  recordId: number,
  field: string,
  { actor, reason, at }: StewardWord,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update golden.ignored_value
    set ended_at = ${at}::timestamptz, ended_by = ${actor}, ended_reason = ${reason}, settled_run = null
    where ended_at is null and record_id = ${recordId} and field = ${field}`.execute(session.db)

  return Number(numAffectedRows ?? 0) > 0
}

/** One word of a steward about a golden record, in force or ended. */
export interface PinHistory {
  readonly kind: 'pinned' | 'ignored'
  readonly field: string
  readonly value: string | null
  /** `system:key` that a pinned value was copied from, or whose value is ignored. */
  readonly record: string | null
  readonly by: string
  readonly reason: string
  readonly at: string
  readonly endedAt: string | null
  readonly endedBy: string | null
  readonly endedReason: string | null
  /** The next night decides by it. */
  readonly isWaiting: boolean
}

/** What stewards said about a golden record until a moment, oldest first; at most `limit`. */
export async function stewardHistory(
  session: Session,
  goldenId: string,
  until: string | undefined,
  limit: number,
): Promise<readonly PinHistory[]> {
  const moment = until ?? 'infinity'
  const { rows } = await sql<PinHistory>`
    select * from (
      select 'pinned' as kind, field, value, taken_from as record, actor as by, reason, pinned_at as at,
        ended_at as "endedAt", ended_by as "endedBy", ended_reason as "endedReason", settled_run is null as "isWaiting", id
      from golden.pin
      where pinned_at <= ${moment}::timestamptz
        and (golden_id = ${goldenId} or golden_id in (select old_id from golden.alias where golden_id = ${goldenId}))
      union all
      select 'ignored', word.field, word.value, flow.system || ':' || record.source_key, word.actor, word.reason,
        word.ignored_at, word.ended_at, word.ended_by, word.ended_reason, word.settled_run is null, word.id
      from golden.ignored_value as word
      join golden.crosswalk as crosswalk on crosswalk.record_id = word.record_id and crosswalk.golden_id = ${goldenId}
      join staging.source_record as record on record.id = word.record_id
      join staging.flow as flow on flow.id = record.flow_id
      where word.ignored_at <= ${moment}::timestamptz
    ) as word
    order by at, kind, id limit ${limit}`.execute(session.db)

  return rows.map(({ kind, field, value, record, by, reason, at, endedAt, endedBy, endedReason, isWaiting }) => ({
    ...{ kind, field, value, record, by, reason, at, endedAt, endedBy, endedReason, isWaiting },
  }))
}
