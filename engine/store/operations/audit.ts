import { sql } from 'kysely'
import { beforeFirst, chained, type AuditedAction, type AuditEntry, type ChainPlace } from '../../domain/audit-chain.ts'
import { byCodeUnits } from '../../../rules/truth/code-unit-order.ts'
import type { Session } from '../store.ts'

const columns = sql`id::integer as id, at, actor, action, subject, detail, detail_hash as "detailHash",
  previous_hash as "previousHash", hash`

/** Appends actions to the chain, in the caller's transaction: what is rolled back was never done. */
export async function appendAudit(session: Session, actions: readonly AuditedAction[]): Promise<void> {
  if (actions.length === 0) return
  // Two processes that appended at once would follow the same entry.
  await sql`lock table ops.audit in exclusive mode`.execute(session.db)

  let last: ChainPlace = (await newestEntry(session)) ?? beforeFirst

  for (const action of actions) {
    const entry = chained(action, last)

    await sql`
      insert into ops.audit (id, at, actor, action, subject, detail, detail_hash, previous_hash, hash)
      values (${entry.id}, ${entry.at}, ${entry.actor}, ${entry.action}, ${entry.subject}, ${entry.detail},
        ${entry.detailHash}, ${entry.previousHash}, ${entry.hash})`.execute(session.db)
    last = entry
  }
}

async function newestEntry(session: Session): Promise<AuditEntry | undefined> {
  const { rows } = await sql<AuditEntry>`select ${columns} from ops.audit order by id desc limit 1`.execute(session.db)

  return rows[0]
}

/** Entries after an id, oldest first; with a period, those of that time only. */
export async function auditPage(
  session: Session,
  afterId: number,
  limit: number,
  { from, to }: { readonly from?: string; readonly to?: string } = {},
): Promise<readonly AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    select ${columns} from ops.audit where id > ${afterId}
      ${from === undefined ? sql`` : sql`and at >= ${from}::timestamptz`}
      ${to === undefined ? sql`` : sql`and at < ${to}::timestamptz`}
    order by id limit ${limit}`.execute(session.db)

  return rows
}

/** Appends what a run delivered: for each flow, how many corrections ended in which state. Nothing when there were none. */
export async function auditDeliveries(session: Session, runId: number, at: string): Promise<void> {
  const { rows } = await sql<{ flow: string; state: string; count: number }>`
    select flow.system || '.' || flow.entity as flow, outbox.state, count(*)::integer as count
    from ops.outbox as outbox join staging.flow as flow on flow.id = outbox.flow_id
    where outbox.changed_run = ${runId} and outbox.state in ('applied', 'refused', 'uncertain')
    group by 1, 2 order by 1, 2`.execute(session.db)
  const counts = new Map<string, Record<string, number>>()

  for (const { flow, state, count } of rows) counts.set(flow, { ...counts.get(flow), [state]: count })
  await appendAudit(
    session,
    [...counts].map(([flow, states]) => ({
      at,
      actor: 'night',
      action: 'corrections-delivered' as const,
      subject: flow,
      detail: { run: runId, ...states },
    })),
  )
}

/** Appends the batches of a flow that a person let go and that have gone: for each, how many corrections ended in which state. */
export async function auditBatches(session: Session, flowId: number, at: string): Promise<void> {
  const { rows } = await sql<{ id: string; actor: string; flow: string; states: Record<string, number> }>`
    update ops.delivery as delivery set is_audited = true
    from staging.flow as flow
    where flow.id = delivery.flow_id and delivery.flow_id = ${flowId} and not delivery.is_audited and not exists (
        select from ops.outbox where batch_id = delivery.id and state in ('approved', 'sending'))
    returning delivery.id, delivery.actor, flow.system || '.' || flow.entity as flow, (
      select coalesce(jsonb_object_agg(state, count), '{}') from (
        select state, count(*) as count from ops.outbox where batch_id = delivery.id group by state
      ) as counted) as states`.execute(session.db)

  await appendAudit(
    session,
    rows
      .toSorted((left, right) => byCodeUnits(left.id, right.id))
      .map(({ id, actor, flow, states }) => ({
        at,
        actor,
        action: 'corrections-delivered' as const,
        subject: flow,
        detail: { batch: id, ...states },
      })),
  )
}
