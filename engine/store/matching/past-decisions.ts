import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { personKey } from '../../../rules/matching/same-person.ts'
import type { Session } from '../store.ts'

/** What a person said about a pair of records, `left` the smaller id. */
export interface PastDecision {
  readonly entity: MatchedKind
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
): Promise<ReadonlyMap<string, readonly { readonly id: number; readonly entity: MatchedKind }[]>> {
  const { rows } = await sql<{ name: string; id: number; entity: MatchedKind }>`
    select name, record.id, flow.entity
    from (select distinct name, split_part(name, ':', 1) as system, substr(name, strpos(name, ':') + 1) as key
      from unnest(${[...names]}::text[]) as name) as wanted
    join staging.flow as flow on flow.system = wanted.system and flow.entity in ('customer', 'product', 'order', 'invoice')
    join staging.source_record as record on record.flow_id = flow.id and record.source_key = wanted.key
    order by name, record.id`.execute(session.db)
  const records = new Map<string, { id: number; entity: MatchedKind }[]>()

  for (const { name, id, entity } of rows) records.set(name, [...(records.get(name) ?? []), { id, entity }])
  return records
}

/** What each person said last of each of the pairs, taken back or not, by `pairAndPerson`. */
export async function newestDecisions(
  session: Session,
  pairs: readonly Pick<PastDecision, 'left' | 'right'>[],
): Promise<Map<string, Pick<PastDecision, 'decidedAt'> & { readonly verdict: string }>> {
  const { rows } = await sql<Omit<PastDecision, 'reason' | 'entity'>>`
    select decision.left_id as left, decision.right_id as right, decision.verdict, decision.actor,
      decision.decided_at as "decidedAt"
    from review.decision as decision
    where (decision.left_id, decision.right_id) in (
        select * from unnest(${pairs.map(({ left }) => left)}::integer[], ${pairs.map(({ right }) => right)}::integer[]))
      and decision.verdict in ('same', 'different')
    order by decision.id`.execute(session.db)

  return new Map(rows.map((said) => [pairAndPerson(said), said]))
}

/** Names what one person says of one pair. */
export function pairAndPerson({ left, right, actor }: Pick<PastDecision, 'left' | 'right' | 'actor'>): string {
  return `${left} ${right} ${personKey(actor)}`
}
