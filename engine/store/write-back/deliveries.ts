import { sql, type RawBuilder } from 'kysely'
import type { CorrectionKind, CorrectionState, OutboxChange } from './delivery-tables.ts'
import { linkCreated, notePresenceEnded } from './created-records.ts'
import type { Session } from '../store.ts'

/** A correction on its way to a system. */
export interface OutboxCorrection {
  readonly idempotencyKey: string
  readonly kind: CorrectionKind
  /** Empty for a record to create. */
  readonly sourceKey: string
  readonly goldenId: string
  readonly externalColumn: string | null
  readonly changes: readonly OutboxChange[]
  readonly batchId: string
  /** Those that were sent together before, under one name; null when it was never sent. */
  readonly pageId: string | null
  readonly isWanted: boolean
}

/** Corrections that go to a system together, and who let them go. */
export interface BatchOrder {
  readonly flowId: number
  readonly runId: number
  readonly at: string
  /** The person who approves what waits for one; undefined for the night, which sends what the plan approved. */
  readonly approvedBy?: string | undefined
}

const ungathered = ({ flowId, approvedBy }: Pick<BatchOrder, 'flowId' | 'approvedBy'>): RawBuilder<boolean> => sql`
  flow_id = ${flowId} and batch_id is null
  and state in (${approvedBy === undefined ? sql`'approved'` : sql`'planned', 'approved'`})`

/** Puts every correction of a flow that may go now, and is in no batch yet, into a new one; undefined when there is none. */
export async function gatherBatch(session: Session, order: BatchOrder): Promise<string | undefined> {
  const { flowId, runId, at, approvedBy = null } = order
  const { rows } = await sql<{ id: string }>`
    insert into ops.delivery (id, flow_id, run_id, actor, at, is_audited)
    select ${nextBatchId}, ${flowId}, ${runId}, coalesce(${approvedBy}::text, 'night'), ${at}::timestamptz,
      ${approvedBy === null}
    where exists (select from ops.outbox where ${ungathered(order)})
    returning id`.execute(session.db)
  const [batch] = rows

  if (batch === undefined) return undefined
  await sql`
    update ops.outbox set batch_id = ${batch.id}, state = 'approved', approved_by = coalesce(${approvedBy}::text, approved_by)
    where ${ungathered(order)}`.execute(session.db)
  return batch.id
}

/** The number after the last one: batches are told apart on the telephone. */
export const nextBatchId = sql`(
  select 'dlv_' || lpad((coalesce(max(substr(id, 5)::integer), 0) + 1)::text, 6, '0') from ops.delivery)`

/** How many records a new batch would change, of how many the flow has; those a person has let go already do not count. */
export async function batchReach(
  session: Session,
  order: Pick<BatchOrder, 'flowId' | 'approvedBy'>,
): Promise<{ readonly changed: number; readonly records: number }> {
  const { rows } = await sql<{ changed: number; records: number }>`
    select
      (select count(distinct coalesce(record_id::text, golden_id))::integer from ops.outbox where ${ungathered(order)} and approved_by is null) as changed,
      (select count(*)::integer from staging.source_record where flow_id = ${order.flowId} and missing_since is null) as records`.execute(
    session.db,
  )

  return rows[0] ?? { changed: 0, records: 0 }
}

/** Of `outbox` left joined with its `record`: a record to create has no key, though an earlier one may have had. */
export const keyOfTarget = sql`case when outbox.kind = 'create' and outbox.state <> 'applied' then '' else coalesce(record.source_key, '') end`

/** Of `outbox`: a record to create has no number yet and comes first. Indexes know it in these words. */
export const numberOfTarget = sql`coalesce(outbox.record_id, 0)`

const selected = sql`
  select outbox.idempotency_key as "idempotencyKey", outbox.kind, ${keyOfTarget} as "sourceKey",
    outbox.golden_id as "goldenId", outbox.external_column as "externalColumn", outbox.changes,
    outbox.batch_id as "batchId", outbox.page_id as "pageId", outbox.is_wanted as "isWanted",
    ${numberOfTarget} as "recordId"
  from ops.outbox as outbox left join staging.source_record as record on record.id = outbox.record_id`

/**
 * Approved corrections of a flow's batches, what was sent before first, so that it keeps its page. A record whose earlier
 * correction has no known outcome yet waits for it; a golden record that has one in the system already gets no second.
 */
export async function sendable(
  session: Session,
  flowId: number,
  onlyBatch: string | undefined,
  limit: number,
): Promise<readonly OutboxCorrection[]> {
  const { rows } = await sql<OutboxCorrection>`
    ${selected}
    where outbox.flow_id = ${flowId} and outbox.state = 'approved' and outbox.batch_id is not null
      ${onlyBatch === undefined ? sql`` : sql`and outbox.batch_id = ${onlyBatch}`}
      and not exists (
        select from ops.outbox as other
        where other.record_id = outbox.record_id and other.state in ('sending', 'uncertain'))
      and not (outbox.kind = 'create' and exists (
        select from ops.outbox as other
        where other.golden_id = outbox.golden_id and other.flow_id = outbox.flow_id and other.kind = 'create'
          and other.state in ('sending', 'uncertain', 'applied')))
    order by outbox.batch_id, outbox.page_id nulls last, "sourceKey",
      outbox.idempotency_key limit ${limit}`.execute(session.db)

  return rows
}

/** Where a reading of unsettled corrections goes on. */
export type UnsettledPlace = Pick<OutboxCorrection, 'pageId' | 'idempotencyKey'>

/** Corrections whose outcome nobody knows, page by page as they were sent, after a place. */
export async function unsettled(
  session: Session,
  flowId: number,
  after: UnsettledPlace,
  limit: number,
): Promise<readonly OutboxCorrection[]> {
  const { rows } = await sql<OutboxCorrection>`
    ${selected}
    where outbox.flow_id = ${flowId} and outbox.state in ('sending', 'uncertain')
      and (coalesce(outbox.page_id, ''), outbox.idempotency_key) > (${after.pageId ?? ''}, ${after.idempotencyKey})
    order by coalesce(outbox.page_id, ''), outbox.idempotency_key limit ${limit}`.execute(session.db)

  return rows
}

/** Whether a flow has anything to read back or to send: what is in a batch, or all that is approved. */
export async function hasOpenDelivery(session: Session, flowId: number, isAll: boolean): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select exists (
      select from ops.outbox where flow_id = ${flowId}
        and (state in ('sending', 'uncertain') or (state = 'approved' and (batch_id is not null or ${isAll})))
    ) as open`.execute(session.db)

  return rows[0]?.open === true
}

/** Corrections that are about to be sent together. */
export interface SentPage {
  readonly pageId: string
  readonly corrections: readonly OutboxCorrection[]
}

/** When, and in which run, something happened to corrections. */
export interface DeliveryMoment {
  readonly runId: number
  readonly at: string
}

/** Says that the system is about to see these pages: from now on nothing is sent again before it was read back. */
export async function markSending(session: Session, pages: readonly SentPage[], moment: DeliveryMoment): Promise<void> {
  const marked = pages.flatMap(({ pageId, corrections }) =>
    corrections.map(({ idempotencyKey }) => ({ idempotencyKey, pageId })),
  )
  const keys = marked.map(({ idempotencyKey }) => idempotencyKey)

  await sql`
    update ops.outbox set state = 'sending', answer = null, page_id = given.page_id, changed_run = ${moment.runId}
    from unnest(${keys}::text[], ${marked.map(({ pageId }) => pageId)}::text[]) as given (idempotency_key, page_id)
    where ops.outbox.idempotency_key = given.idempotency_key`.execute(session.db)
  await noteEvents(session, keys, moment.at)
}

export interface CorrectionAnswer {
  readonly idempotencyKey: string
  readonly state: CorrectionState
  readonly answer: string | null
  /** The key of a record that was created. */
  readonly createdKey?: string | undefined
}

/** Records what became of corrections. What was rolled back by one that took effect is told in the same breath. */
export async function recordAnswers(
  session: Session,
  answers: readonly CorrectionAnswer[],
  moment: DeliveryMoment,
): Promise<void> {
  if (answers.length === 0) return
  const keys = answers.map(({ idempotencyKey }) => idempotencyKey)
  const applied = answers.flatMap(({ idempotencyKey, state }) => (state === 'applied' ? idempotencyKey : []))

  await sql`
    update ops.outbox set state = given.state, answer = given.answer, changed_run = ${moment.runId}
    from unnest(
      ${keys}::text[], ${answers.map(({ state }) => state)}::text[], ${answers.map(({ answer }) => answer)}::text[]
    ) as given (idempotency_key, state, answer)
    where ops.outbox.idempotency_key = given.idempotency_key`.execute(session.db)
  await noteEvents(session, keys, moment.at)
  await linkCreated(session, answers, moment)
  await notePresenceEnded(session, applied, moment.runId)
  await noteEvents(session, await turnCompensated(session, applied, moment.runId), moment.at)
}

/** A correction that was rolled back stands again when its rollback is rolled back: the chain turns link by link. */
async function turnCompensated(
  session: Session,
  applied: readonly string[],
  runId: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    with recursive turned as (
      select compensates as key, 1 as depth, batch_id as by_batch from ops.outbox
      where idempotency_key = any(${[...applied]}::text[]) and compensates is not null
      union all
      select outbox.compensates, depth + 1, by_batch from turned join ops.outbox on outbox.idempotency_key = turned.key
      where outbox.compensates is not null
    )
    update ops.outbox set state = (array['applied', 'rolled-back'])[1 + depth % 2], changed_run = ${runId},
      answer = case when depth % 2 = 1 then 'rolled back in ' || by_batch else null end
    from turned where outbox.idempotency_key = turned.key
    returning outbox.idempotency_key as key`.execute(session.db)

  return rows.map(({ key }) => key)
}

/** Appends the present state of corrections to what is known of their batch. */
async function noteEvents(session: Session, keys: readonly string[], at: string): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into ops.delivery_event (batch_id, idempotency_key, attempt, state, answer, at)
    select outbox.batch_id, outbox.idempotency_key, (
        select count(*) + case when outbox.state = 'sending' then 1 else 0 end from ops.delivery_event as earlier
        where earlier.idempotency_key = outbox.idempotency_key and earlier.batch_id = outbox.batch_id
          and earlier.state = 'sending'
      ), outbox.state, outbox.answer, ${at}::timestamptz
    from ops.outbox as outbox
    where outbox.idempotency_key = any(${[...keys]}::text[]) and outbox.batch_id is not null
    order by outbox.idempotency_key`.execute(session.db)
}

/** A correction that waits, in whatever state. */
export interface WaitingCorrection extends Omit<OutboxCorrection, 'batchId' | 'pageId' | 'isWanted'> {
  /** 0 for a record to create. */
  readonly recordId: number
}

/** What a person's delivery would be about, after a place: records in the order in which they were first read. */
export async function waitingCorrections(
  session: Session,
  flowId: number,
  after: Pick<WaitingCorrection, 'recordId' | 'idempotencyKey'>,
  limit: number,
): Promise<readonly WaitingCorrection[]> {
  const { rows } = await sql<WaitingCorrection>`
    ${selected}
    where outbox.flow_id = ${flowId} and outbox.state in ('planned', 'approved', 'sending', 'uncertain')
      and (${numberOfTarget}, outbox.idempotency_key) > (${after.recordId}::integer, ${after.idempotencyKey})
    order by ${numberOfTarget}, outbox.idempotency_key limit ${limit}`.execute(session.db)

  return rows
}
