import { sql } from 'kysely'
import type { Session } from './store.ts'

/** What a person said about a pair of records, `left` the smaller id. */
export interface PastDecision {
  readonly entity: string
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different'
  readonly actor: string
  readonly reason: string
  /** UTC instant. */
  readonly decidedAt: string
}

/** The records that go by names `system:key`: one of each kind a system has under that key. */
export async function recordsCalled(
  session: Session,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly id: number; readonly entity: string }[]>> {
  const { rows } = await sql<{ name: string; id: number; entity: string }>`
    select name, record.id, flow.entity
    from (select distinct name, split_part(name, ':', 1) as system, substr(name, strpos(name, ':') + 1) as key
      from unnest(${[...names]}::text[]) as name) as wanted
    join staging.flow as flow on flow.system = wanted.system and flow.entity in ('customer', 'product', 'order', 'invoice')
    join staging.source_record as record on record.flow_id = flow.id and record.source_key = wanted.key
    order by name, record.id`.execute(session.db)
  const records = new Map<string, { id: number; entity: string }[]>()

  for (const { name, id, entity } of rows) records.set(name, [...(records.get(name) ?? []), { id, entity }])
  return records
}

/** The newest word on each of the pairs, by "left right". */
export async function newestDecisions(
  session: Session,
  pairs: readonly Pick<PastDecision, 'left' | 'right'>[],
): Promise<Map<string, Pick<PastDecision, 'actor' | 'decidedAt'> & { readonly verdict: string }>> {
  const { rows } = await sql<{ key: string; verdict: string; actor: string; decidedAt: string }>`
    select distinct on (decision.left_id, decision.right_id) decision.left_id || ' ' || decision.right_id as key,
      decision.verdict, decision.actor, decision.decided_at as "decidedAt"
    from review.decision as decision
    join unnest(${pairs.map(({ left }) => left)}::integer[], ${pairs.map(({ right }) => right)}::integer[])
      as wanted (left_id, right_id) using (left_id, right_id)
    order by decision.left_id, decision.right_id, decision.id desc`.execute(session.db)

  return new Map(rows.map(({ key, ...said }) => [key, said]))
}

/** Appends decisions that belong to no proposal, in the order given. */
export async function addDecisions(session: Session, decisions: readonly PastDecision[]): Promise<void> {
  if (decisions.length === 0) return
  const column = (name: keyof PastDecision) => decisions.map((decision) => decision[name])

  await sql`
    insert into review.decision (id, entity, proposal_id, left_id, right_id, verdict, reason, actor, decided_at)
    select (select coalesce(max(id), 0) from review.decision) + place, entity, '', left_id, right_id, verdict, reason, actor,
      decided_at
    from unnest(${column('entity')}::text[], ${column('left')}::integer[], ${column('right')}::integer[],
      ${column('verdict')}::text[], ${column('reason')}::text[], ${column('actor')}::text[],
      ${column('decidedAt')}::timestamptz[])
      with ordinality as said (entity, left_id, right_id, verdict, reason, actor, decided_at, place)`.execute(
    session.db,
  )
}
