import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { onceAsync } from '../copy-format.ts'
import { cursorPages } from '../cursor-pages.ts'
import { isUndecided } from '../matching/links.ts'
import type { Session } from '../store.ts'
import { putCorrections, supersede, type PlannedCorrection } from './outbox.ts'

/** Which records a flow should get, of which systems, and the flows that could not be read tonight. */
export interface CreationOrder {
  readonly kind: MatchedKind
  readonly flowId: number
  readonly from: readonly string[]
  readonly stale: readonly number[]
}

/** A golden record of which a flow has no record. */
export interface CreatableRecord {
  readonly goldenId: string
  readonly values: Readonly<Record<string, string | null>>
  /** The record of the asked systems that is first by name, `system:key`. */
  readonly like: string
}

/**
 * Golden records that the asked systems have and the flow has not, by id. Left out are those of which anything is open: a link to a
 * record of the flow that nobody decided on, a member that is missing or was not read tonight, a frozen field; and those of which
 * the flow had a record that was deleted there, or that a rollback took away.
 */
export function creatableRecords(
  session: Session,
  { kind, flowId, from, stale }: CreationOrder,
  pageSize: number,
): AsyncGenerator<readonly CreatableRecord[]> {
  return cursorPages(
    session,
    sql<CreatableRecord>`
      with held as (
        select crosswalk.golden_id,
          min(flow.system || ':' || record.source_key collate "C") filter (where flow.system = any(${[...from]}::text[])) as like,
          bool_or(record.flow_id = ${flowId}) as is_there,
          bool_or(record.missing_since is not null or record.flow_id = any(${[...stale]}::integer[])) as is_open
        from golden.crosswalk as crosswalk
        join staging.source_record as record on record.id = crosswalk.record_id
        join staging.flow as flow on flow.id = record.flow_id
        where crosswalk.entity = ${kind} group by crosswalk.golden_id
      ), barred as (
        select former.golden_id from golden.former_member as former
        join staging.source_record as record on record.id = former.record_id
        where record.flow_id = ${flowId} and record.tombstoned_run is not null
        union
        select golden_id from ops.outbox where kind = 'create' and flow_id = ${flowId} and state = 'rolled-back'
        union
        select crosswalk.golden_id from review.freeze as frozen
        join golden.crosswalk as crosswalk on crosswalk.record_id = frozen.record_id
        where frozen.entity = ${kind} and frozen.thawed_run is null
        union
        select crosswalk.golden_id from (
          select left_id as id, right_id as other_id from matching.link as link where entity = ${kind} and ${isUndecided}
          union all
          select right_id, left_id from matching.link as link where entity = ${kind} and ${isUndecided}
        ) as linked
        join staging.source_record as other on other.id = linked.other_id and other.flow_id = ${flowId}
        join golden.crosswalk as crosswalk on crosswalk.record_id = linked.id
      )
      select golden.id as "goldenId", golden.values, held.like
      from held join golden.record as golden on golden.id = held.golden_id and golden.status = 'active'
      where held.like is not null and not held.is_there and not held.is_open
        and not exists (select from barred where barred.golden_id = golden.id)
      order by golden.id`,
    pageSize,
  )
}

/** Opens the list of creations that are wanted tonight; it lives until the transaction ends. */
export async function openWantedCreations({ db }: Session): Promise<void> {
  await sql`create temporary table wanted_creation (idempotency_key text collate "C" primary key) on commit drop`.execute(
    db,
  )
}

export async function wantCreations(
  session: Session,
  runId: number,
  creations: readonly PlannedCorrection[],
): Promise<void> {
  await session.copy(
    'wanted_creation',
    ['idempotency_key'],
    onceAsync(creations.map(({ idempotencyKey }) => [idempotencyKey])),
  )
  await putCorrections(session, runId, creations)
}

/**
 * What is not among the wanted ones is not created any more, unless a person let it go and nothing has taken its place. One that was
 * rolled back waits for a person, wanted or not.
 */
export async function supersedeCreations(session: Session, runId: number, flowId: number): Promise<void> {
  const hasPlace = sql`exists (
      select from golden.crosswalk as crosswalk join staging.source_record as record on record.id = crosswalk.record_id
      where crosswalk.golden_id = outbox.golden_id and record.flow_id = ${flowId} and record.missing_since is null)
    or exists (
      select from ops.outbox as newer join wanted_creation using (idempotency_key)
      where newer.golden_id = outbox.golden_id and newer.flow_id = ${flowId})`

  await supersede(session, runId, {
    scope: sql`kind = 'create' and flow_id = ${flowId} and state <> 'rolled-back' and (state <> 'approved' or ${hasPlace})`,
    isWanted: sql`idempotency_key in (select idempotency_key from wanted_creation)`,
  })
}

/** The plan asks for no records in this flow, whatever was approved. */
export async function dropCreations(session: Session, runId: number, flowId: number): Promise<void> {
  await supersede(session, runId, { scope: sql`kind = 'create' and flow_id = ${flowId}`, isWanted: sql`false` })
}
