import { sql, type RawBuilder } from 'kysely'
import { keyOfTarget, numberOfTarget } from './deliveries.ts'
import type { CorrectionKind, CorrectionState, OutboxChange } from './delivery-tables.ts'
import type { Session } from '../store.ts'

/** A batch of corrections as lists show it. */
export interface DeliveryLine {
  readonly id: string
  readonly flow: string
  readonly flowId: number
  readonly actor: string
  readonly at: string
  readonly reason: string | null
  /** The batch it takes back. */
  readonly compensates: string | null
  /** State to number of corrections. */
  readonly counts: Readonly<Record<string, number>>
}

/** A batch of corrections as people look at it. */
export interface DeliverySheet extends DeliveryLine {
  /** Corrections that were approved again since and went on in a later batch. */
  readonly movedCount: number
}

const lines = (condition: RawBuilder<unknown>, limit: number): RawBuilder<DeliveryLine> => sql<DeliveryLine>`
  select delivery.id, flow.system || '.' || flow.entity as flow, delivery.flow_id as "flowId", delivery.actor, delivery.at,
    delivery.reason, delivery.compensates,
    (select coalesce(jsonb_object_agg(state, count), '{}') from (
        select state, count(*) as count from ops.outbox where batch_id = delivery.id group by state
      ) as counted) as counts
  from ops.delivery as delivery join staging.flow as flow on flow.id = delivery.flow_id
  where ${condition} order by delivery.id desc limit ${limit}`

/** Batches, newest first; `before` is the id the page before ended with. */
export async function listDeliveries(
  session: Session,
  before: string | undefined,
  limit: number,
): Promise<readonly DeliveryLine[]> {
  const condition = before === undefined ? sql`true` : sql`delivery.id < ${before}`

  return (await lines(condition, limit).execute(session.db)).rows
}

export async function deliverySheet(session: Session, id: string): Promise<DeliverySheet | undefined> {
  const [line] = (await lines(sql`delivery.id = ${id}`, 1).execute(session.db)).rows
  if (line === undefined) return undefined
  // Both sides are ranges of an index: to look up the batch each correction is in now would read every one of them.
  const { rows } = await sql<{ movedCount: number }>`
    select count(*)::integer as "movedCount" from ops.delivery_event as event
    where event.batch_id = ${id} and event.attempt = 1 and event.state = 'sending' and not exists (
      select from ops.outbox as here where here.batch_id = ${id} and here.idempotency_key = event.idempotency_key)`.execute(
    session.db,
  )

  return { ...line, movedCount: rows[0]?.movedCount ?? 0 }
}

/** One correction of a batch and everything that happened to it there. */
export interface DeliveredCorrection {
  /** 0 for a record to create. */
  readonly recordId: number
  readonly idempotencyKey: string
  readonly kind: CorrectionKind
  /** Empty for a record to create. */
  readonly sourceKey: string
  readonly goldenId: string
  readonly state: CorrectionState
  readonly answer: string | null
  readonly changes: readonly OutboxChange[]
  readonly events: readonly {
    readonly attempt: number
    readonly state: string
    readonly answer: string | null
    readonly at: string
  }[]
}

/** Where a page of a batch begins. */
export type DeliveredPlace = Pick<DeliveredCorrection, 'recordId' | 'idempotencyKey'>

/** The corrections of a batch, after a place: records in the order in which they were first read. */
export async function deliveredCorrections(
  session: Session,
  batchId: string,
  after: DeliveredPlace,
  limit: number,
): Promise<readonly DeliveredCorrection[]> {
  const { rows } = await sql<DeliveredCorrection>`
    select ${numberOfTarget} as "recordId", outbox.idempotency_key as "idempotencyKey", outbox.kind, ${keyOfTarget} as "sourceKey",
      outbox.golden_id as "goldenId",
      outbox.state, outbox.answer, outbox.changes,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'attempt', attempt, 'state', event.state, 'answer', event.answer, 'at', to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) order by event.id), '[]')
        from ops.delivery_event as event
        where event.idempotency_key = outbox.idempotency_key and event.batch_id = outbox.batch_id) as events
    from ops.outbox as outbox left join staging.source_record as record on record.id = outbox.record_id
    where outbox.batch_id = ${batchId}
      and (${numberOfTarget}, outbox.idempotency_key) > (${after.recordId}::bigint, ${after.idempotencyKey})
    order by ${numberOfTarget}, outbox.idempotency_key limit ${limit}`.execute(session.db)

  return rows
}
