import { sql, type RawBuilder } from 'kysely'
import type { CorrectionState, OutboxChange } from './delivery-tables.ts'
import type { Session } from '../store.ts'

/** A batch of corrections as people see it. */
export interface DeliverySheet {
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
  /** Corrections that were approved again since and went on in a later batch. */
  readonly movedCount: number
}

const sheets = (condition: RawBuilder<unknown>, limit: number): RawBuilder<DeliverySheet> => sql<DeliverySheet>`
  select delivery.id, flow.system || '.' || flow.entity as flow, delivery.flow_id as "flowId", delivery.actor, delivery.at,
    delivery.reason, delivery.compensates,
    (select coalesce(jsonb_object_agg(state, count), '{}') from (
        select state, count(*) as count from ops.outbox where batch_id = delivery.id group by state
      ) as counted) as counts,
    (select count(*)::integer from ops.delivery_event as event
      join ops.outbox as outbox on outbox.idempotency_key = event.idempotency_key
      where event.batch_id = delivery.id and event.attempt = 1 and event.state = 'sending'
        and outbox.batch_id is distinct from delivery.id) as "movedCount"
  from ops.delivery as delivery join staging.flow as flow on flow.id = delivery.flow_id
  where ${condition} order by delivery.id desc limit ${limit}`

/** Batches, newest first; `before` is the id the page before ended with. */
export async function listDeliveries(
  session: Session,
  before: string | undefined,
  limit: number,
): Promise<readonly DeliverySheet[]> {
  const condition = before === undefined ? sql`true` : sql`delivery.id < ${before}`

  return (await sheets(condition, limit).execute(session.db)).rows
}

export async function deliverySheet(session: Session, id: string): Promise<DeliverySheet | undefined> {
  return (await sheets(sql`delivery.id = ${id}`, 1).execute(session.db)).rows[0]
}

/** One correction of a batch and everything that happened to it there. */
export interface DeliveredCorrection {
  readonly idempotencyKey: string
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
export type DeliveredPlace = Pick<DeliveredCorrection, 'sourceKey' | 'idempotencyKey'>

/** The corrections of a batch by record and key, after a place. */
export async function deliveredCorrections(
  session: Session,
  batchId: string,
  after: DeliveredPlace,
  limit: number,
): Promise<readonly DeliveredCorrection[]> {
  const { rows } = await sql<DeliveredCorrection>`
    select outbox.idempotency_key as "idempotencyKey", record.source_key as "sourceKey", outbox.golden_id as "goldenId",
      outbox.state, outbox.answer, outbox.changes,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'attempt', attempt, 'state', event.state, 'answer', event.answer, 'at', to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) order by event.id), '[]')
        from ops.delivery_event as event
        where event.idempotency_key = outbox.idempotency_key and event.batch_id = outbox.batch_id) as events
    from ops.outbox as outbox join staging.source_record as record on record.id = outbox.record_id
    where outbox.batch_id = ${batchId}
      and (record.source_key, outbox.idempotency_key) > (${after.sourceKey}, ${after.idempotencyKey})
    order by record.source_key, outbox.idempotency_key limit ${limit}`.execute(session.db)

  return rows
}
