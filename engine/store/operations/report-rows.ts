import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { ValueSet } from '../../../rules/truth/value-sets.ts'
import { stewardSystem } from '../../../rules/truth/steward-words.ts'
import { cursorPages } from '../cursor-pages.ts'
import { keyOfTarget } from '../write-back/deliveries.ts'
import type { Session } from '../store.ts'

const pageSize = 5_000

/** A record that shares its golden record with another, and the link that speaks most for it. */
export interface DuplicateFact {
  readonly entity: string
  readonly cluster: string
  readonly goldenId: string
  readonly system: string
  readonly sourceKey: string
  readonly clusterSize: number
  readonly weight: string | null
  readonly decidingField: string | null
  readonly linkedTo: string | null
}

/** Every record of a golden record with several members, by golden id, system, key. Like all readers here it needs a transaction. */
export async function* duplicateFacts(session: Session): AsyncGenerator<readonly DuplicateFact[]> {
  const query = sql<Omit<DuplicateFact, 'weight'> & { weight: number | null }>`
    with member as (
      select crosswalk.entity, crosswalk.golden_id, record.id, flow.system, record.source_key,
        min(flow.system || ':' || record.source_key) over cluster as cluster,
        (count(*) over cluster)::integer as cluster_size
      from golden.crosswalk as crosswalk
      join staging.source_record as record on record.id = crosswalk.record_id
      join staging.flow as flow on flow.id = record.flow_id
      window cluster as (partition by crosswalk.golden_id)
    ), best as (
      select distinct on (id) id, weight, deciding_field, other_id from (
        select left_id as id, right_id as other_id, weight, deciding_field from matching.link where verdict = 'same'
        union all
        select right_id, left_id, weight, deciding_field from matching.link where verdict = 'same'
      ) as ends
      order by id, weight desc, other_id
    )
    select member.entity, member.cluster, member.golden_id as "goldenId", member.system, member.source_key as "sourceKey",
      member.cluster_size as "clusterSize", best.weight, best.deciding_field as "decidingField",
      other.system || ':' || other.source_key as "linkedTo"
    from member
    left join best on best.id = member.id
    left join member as other on other.id = best.other_id
    where member.cluster_size > 1
    order by member.golden_id, member.system, member.source_key`

  for await (const rows of cursorPages(session, query, pageSize)) {
    yield rows.map((row) => ({ ...row, weight: row.weight === null ? null : row.weight.toFixed(2) }))
  }
}

export interface ConflictFact {
  readonly entity: string
  readonly goldenId: string
  readonly field: string
  readonly kind: string
  readonly winnerSystem: string
  readonly winnerKey: string
  readonly winnerValue: string | null
  /** Decimal digits of the winner's minor unit when the field is an amount, else null. */
  readonly winnerScale: string | null
  readonly winnerChangedAt: string | null
  readonly loserSystem: string
  readonly loserKey: string
  readonly loserValue: string | null
  readonly loserScale: string | null
  readonly loserChangedAt: string | null
  readonly reason: string
  readonly since: string
  readonly isFrozen: boolean
  /** A plain decimal in the company's currency. */
  readonly stake: string
  /** In other currencies, each for itself. */
  readonly otherStakes: Readonly<Record<string, string>>
}

/** Every conflict, by golden id, field, kind and loser. */
export function conflictFacts(session: Session): AsyncGenerator<readonly ConflictFact[]> {
  const scaleOf = (side: string) =>
    sql`(select scale::text from staging.product where record_id = ${sql.ref(side)} and conflict.field like '%Minor')`

  return cursorPages(
    session,
    sql<ConflictFact>`
      select conflict.entity, conflict.golden_id as "goldenId", conflict.field, conflict.kind,
        coalesce(winner_flow.system, ${stewardSystem}) as "winnerSystem", coalesce(winner.source_key, winner_pin.actor) as "winnerKey", conflict.winner_value as "winnerValue",
        ${scaleOf('conflict.winner_id')} as "winnerScale", conflict.winner_changed_at as "winnerChangedAt",
        coalesce(loser_flow.system, ${stewardSystem}) as "loserSystem", coalesce(loser.source_key, loser_pin.actor) as "loserKey", conflict.loser_value as "loserValue",
        ${scaleOf('conflict.loser_id')} as "loserScale", conflict.loser_changed_at as "loserChangedAt",
        conflict.reason, run.as_of as since, coalesce(known.is_frozen, false) as "isFrozen", coalesce(known.stake, 0)::text as stake,
        coalesce(known.other_stakes, '{}') as "otherStakes"
      from review.conflict as conflict
      left join review.conflict_case as known on known.golden_id = conflict.golden_id and known.field = conflict.field
      left join staging.source_record as winner on winner.id = conflict.winner_id
      left join staging.flow as winner_flow on winner_flow.id = winner.flow_id
      left join golden.pin as winner_pin on winner_pin.id = -conflict.winner_id
      left join staging.source_record as loser on loser.id = conflict.loser_id
      left join staging.flow as loser_flow on loser_flow.id = loser.flow_id
      left join golden.pin as loser_pin on loser_pin.id = -conflict.loser_id
      join staging.run as run on run.id = conflict.since_run
      order by conflict.golden_id, conflict.field, conflict.kind, "loserSystem", "loserKey"`,
    pageSize,
  )
}

export interface MismatchFact {
  readonly finding: string
  readonly cause: string
  readonly goldenId: string
  readonly number: string | null
  readonly system: string
  readonly sourceKey: string | null
  readonly otherSystem: string | null
  readonly otherKey: string | null
  /** Canonical field that differs, such as `grossMinor`; null when the whole document does. */
  readonly field: string | null
  readonly value: string | null
  readonly otherValue: string | null
  /** Amount at stake in minor units; null when there is none or the currencies differ. */
  readonly differenceMinor: string | null
  readonly scale: string | null
  readonly currency: string | null
  readonly since: string
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
  /** The person it was handed to. */
  readonly assignee: string | null
}

/** Every open finding about documents of a kind, by golden id and cause. */
export function mismatchFacts(session: Session, entity: string): AsyncGenerator<readonly MismatchFact[]> {
  return cursorPages(
    session,
    sql<MismatchFact>`
      select mismatch.id as finding, cause, golden_id as "goldenId", number, system, nullif(source_key, '') as "sourceKey",
        nullif(other_system, '') as "otherSystem", nullif(other_key, '') as "otherKey", nullif(field, '') as field, value,
        other_value as "otherValue", difference_minor as "differenceMinor", scale::text as scale, currency,
        run.as_of as since, evidence, reason, assignee
      from documents.mismatch as mismatch join staging.run as run on run.id = since_run
      where entity = ${entity} and resolved_run is null and state = 'open'
      order by golden_id, cause, system, source_key, other_system, other_key, field`,
    pageSize,
  )
}

export interface RejectionFact {
  readonly system: string
  readonly entity: string
  readonly sourceKey: string | null
  readonly position: string | null
  readonly field: string | null
  readonly reason: string
  readonly raw: string | null
  readonly since: string
}

/** Every rejected value or row, by system, entity, key and place. */
export function rejectionFacts(session: Session): AsyncGenerator<readonly RejectionFact[]> {
  return cursorPages(
    session,
    sql<RejectionFact>`
      select flow.system, flow.entity, nullif(source_key, '') as "sourceKey", nullif(position, '') as position,
        nullif(field, '') as field, reason, raw, run.as_of as since
      from staging.rejection as rejection
      join staging.flow as flow on flow.id = rejection.flow_id
      join staging.run as run on run.id = rejection.since_run
      order by flow.system, flow.entity, source_key, rejection.position, rejection.field, reason, raw collate "C"`,
    pageSize,
  )
}

export interface CorrectionFact {
  readonly system: string
  readonly entity: string
  readonly sourceKey: string
  readonly goldenId: string
  readonly field: string
  readonly column: string
  readonly before: string | null
  readonly after: string | null
  readonly state: string
  readonly reason: string
  readonly idempotencyKey: string
}

/** Corrections that are open or were answered in this run, one row per column, by system, entity, key. */
export function correctionFacts(session: Session, runId: number): AsyncGenerator<readonly CorrectionFact[]> {
  return cursorPages(
    session,
    sql<CorrectionFact>`
      select flow.system, flow.entity, ${keyOfTarget} as "sourceKey", outbox.golden_id as "goldenId",
        change.value ->> 'field' as field, change.value ->> 'column' as column, change.value ->> 'before' as before,
        change.value ->> 'after' as after, outbox.state, coalesce(outbox.answer, outbox.reason) as reason,
        outbox.idempotency_key as "idempotencyKey"
      from ops.outbox as outbox
      left join staging.source_record as record on record.id = outbox.record_id
      join staging.flow as flow on flow.id = outbox.flow_id
      cross join lateral jsonb_array_elements(outbox.changes) with ordinality as change
      where outbox.state <> 'superseded' and (outbox.state <> 'applied' or outbox.changed_run = ${runId})
      order by flow.system, flow.entity, "sourceKey", outbox.idempotency_key, change.ordinality`,
    pageSize,
  )
}

export interface CrosswalkFact {
  readonly entity: string
  readonly goldenId: string
  readonly system: string
  readonly sourceKey: string
}

/** The whole crosswalk, by golden id, system, key. */
export function crosswalkFacts(session: Session): AsyncGenerator<readonly CrosswalkFact[]> {
  return cursorPages(
    session,
    sql<CrosswalkFact>`
      select crosswalk.entity, crosswalk.golden_id as "goldenId", flow.system, record.source_key as "sourceKey"
      from golden.crosswalk as crosswalk
      join staging.source_record as record on record.id = crosswalk.record_id
      join staging.flow as flow on flow.id = record.flow_id
      order by crosswalk.golden_id, flow.system, record.source_key`,
    pageSize,
  )
}

export interface GoldenFact {
  readonly goldenId: string
  readonly values: Readonly<Record<string, string | null>>
  /** By name, of fields of which the policy keeps all values. */
  readonly sets: Readonly<Record<string, ValueSet>>
}

/** The golden records of a kind, by id. */
export function goldenFacts(session: Session, kind: MatchedKind): AsyncGenerator<readonly GoldenFact[]> {
  return cursorPages(
    session,
    sql<GoldenFact>`
      select id as "goldenId", values, coalesce(value_sets, '{}') as sets from golden.record where entity = ${kind} and status = 'active' order by id`,
    pageSize,
  )
}
