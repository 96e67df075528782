import { sql, type RawBuilder } from 'kysely'
import type { MatchedKind } from '../../rules/entity/entity.ts'
import { goldenIdPages } from './cluster-members.ts'
import type { Session } from './store.ts'

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

/** Every record of a golden record with several members, by golden id, system, key. */
export async function* duplicateFacts(session: Session): AsyncGenerator<readonly DuplicateFact[]> {
  let afterId = ''

  for (;;) {
    const { rows: clusters } = await sql<{ id: string }>`
      select golden_id as id from golden.crosswalk where golden_id > ${afterId}
      group by golden_id having count(*) > 1 order by golden_id limit ${pageSize}`.execute(session.db)

    if (clusters.length === 0) return
    yield await duplicatesOf(
      session,
      clusters.map(({ id }) => id),
    )
    afterId = clusters.at(-1)?.id ?? afterId
  }
}

async function duplicatesOf(session: Session, goldenIds: readonly string[]): Promise<readonly DuplicateFact[]> {
  const { rows } = await sql<Omit<DuplicateFact, 'weight'> & { weight: number | null }>`
    select crosswalk.entity, min(flow.system || ':' || record.source_key) over cluster as cluster,
      crosswalk.golden_id as "goldenId", flow.system, record.source_key as "sourceKey",
      (count(*) over cluster)::integer as "clusterSize", best.weight, best.deciding_field as "decidingField",
      other_flow.system || ':' || other.source_key as "linkedTo"
    from golden.crosswalk as crosswalk
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id
    left join lateral (
      select * from (
        (select weight, deciding_field, right_id as other_id from matching.link
          where entity = crosswalk.entity and left_id = record.id and verdict = 'same'
          order by weight desc, right_id limit 1)
        union all
        (select weight, deciding_field, left_id from matching.link
          where entity = crosswalk.entity and right_id = record.id and verdict = 'same'
          order by weight desc, left_id limit 1)
      ) as ends order by weight desc, other_id limit 1
    ) as best on true
    left join staging.source_record as other on other.id = best.other_id
    left join staging.flow as other_flow on other_flow.id = other.flow_id
    where crosswalk.golden_id = any(${[...goldenIds]}::text[])
    window cluster as (partition by crosswalk.golden_id)
    order by crosswalk.golden_id, flow.system, record.source_key`.execute(session.db)

  return rows.map((row) => ({ ...row, weight: row.weight === null ? null : row.weight.toFixed(2) }))
}

export interface ConflictFact {
  readonly entity: string
  readonly goldenId: string
  readonly field: string
  readonly kind: string
  readonly winnerSystem: string
  readonly winnerKey: string
  readonly winnerValue: string | null
  readonly winnerScale: string | null
  readonly winnerChangedAt: string | null
  readonly loserSystem: string
  readonly loserKey: string
  readonly loserValue: string | null
  readonly loserScale: string | null
  readonly loserChangedAt: string | null
  readonly reason: string
  readonly since: string
}

/** Every conflict, by golden id, field, kind and loser. */
export function conflictFacts(session: Session): AsyncGenerator<readonly ConflictFact[]> {
  const scaleOf = (side: string) =>
    sql`(select scale::text from staging.product where record_id = ${sql.ref(side)} and conflict.field like '%Minor')`

  return pages(
    session,
    (after) => sql<ConflictFact & { place: readonly unknown[] }>`
      select conflict.entity, conflict.golden_id as "goldenId", conflict.field, conflict.kind,
        winner_flow.system as "winnerSystem", winner.source_key as "winnerKey", conflict.winner_value as "winnerValue",
        ${scaleOf('conflict.winner_id')} as "winnerScale", conflict.winner_changed_at as "winnerChangedAt",
        loser_flow.system as "loserSystem", loser.source_key as "loserKey", conflict.loser_value as "loserValue",
        ${scaleOf('conflict.loser_id')} as "loserScale", conflict.loser_changed_at as "loserChangedAt",
        conflict.reason, run.as_of as since,
        jsonb_build_array(conflict.golden_id, conflict.field, conflict.kind, conflict.loser_id) as place
      from review.conflict as conflict
      join staging.source_record as winner on winner.id = conflict.winner_id
      join staging.flow as winner_flow on winner_flow.id = winner.flow_id
      join staging.source_record as loser on loser.id = conflict.loser_id
      join staging.flow as loser_flow on loser_flow.id = loser.flow_id
      join staging.run as run on run.id = conflict.since_run
      where (conflict.golden_id, conflict.field, conflict.kind, conflict.loser_id)
        > (${after[0] ?? ''}::text, ${after[1] ?? ''}::text, ${after[2] ?? ''}::text, ${after[3] ?? 0}::integer)
      order by conflict.golden_id, conflict.field, conflict.kind, conflict.loser_id limit ${pageSize}`,
  )
}

export interface MismatchFact {
  readonly cause: string
  readonly goldenId: string
  readonly number: string | null
  readonly system: string
  readonly sourceKey: string | null
  readonly otherSystem: string | null
  readonly otherKey: string | null
  readonly field: string | null
  readonly value: string | null
  readonly otherValue: string | null
  readonly differenceMinor: string | null
  readonly scale: string | null
  readonly currency: string | null
  readonly since: string
  readonly reason: string
}

/** Every finding about documents of a kind, by golden id and cause. */
export function mismatchFacts(session: Session, entity: string): AsyncGenerator<readonly MismatchFact[]> {
  const key = sql.raw('(golden_id, cause, system, source_key, other_system, other_key, field)')

  return pages(
    session,
    (after) => sql<MismatchFact & { place: readonly unknown[] }>`
      select cause, golden_id as "goldenId", number, system, nullif(source_key, '') as "sourceKey",
        nullif(other_system, '') as "otherSystem", nullif(other_key, '') as "otherKey", nullif(field, '') as field, value,
        other_value as "otherValue", difference_minor as "differenceMinor", scale::text as scale, currency,
        run.as_of as since, reason,
        jsonb_build_array(golden_id, cause, system, source_key, other_system, other_key, field) as place
      from documents.mismatch join staging.run as run on run.id = since_run
      where entity = ${entity} and ${key} > (${sql.join([0, 1, 2, 3, 4, 5, 6].map((place) => sql`${after[place] ?? ''}::text`))})
      order by golden_id, cause, system, source_key, other_system, other_key, field limit ${pageSize}`,
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
  const key = sql.raw('(flow.system, flow.entity, source_key, position, field, reason, raw collate "C")')

  return pages(
    session,
    (after) => sql<RejectionFact & { place: readonly unknown[] }>`
      select flow.system, flow.entity, nullif(source_key, '') as "sourceKey", nullif(position, '') as position,
        nullif(field, '') as field, reason, raw, run.as_of as since,
        jsonb_build_array(flow.system, flow.entity, source_key, position, field, reason, raw) as place
      from staging.rejection as rejection
      join staging.flow as flow on flow.id = rejection.flow_id
      join staging.run as run on run.id = rejection.since_run
      where ${key} > (${sql.join([0, 1, 2, 3, 4, 5, 6].map((place) => sql`${after[place] ?? ''}::text`))})
      order by ${sql.raw('flow.system, flow.entity, source_key, position, field, reason, raw collate "C"')} limit ${pageSize}`,
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
  return pages(
    session,
    (after) => sql<CorrectionFact & { place: readonly unknown[] }>`
      select flow.system, flow.entity, record.source_key as "sourceKey", outbox.golden_id as "goldenId",
        change.value ->> 'field' as field, change.value ->> 'column' as column, change.value ->> 'before' as before,
        change.value ->> 'after' as after, outbox.state, coalesce(outbox.answer, outbox.reason) as reason,
        outbox.idempotency_key as "idempotencyKey",
        jsonb_build_array(flow.system, flow.entity, record.source_key, outbox.idempotency_key, change.ordinality) as place
      from ops.outbox as outbox
      join staging.source_record as record on record.id = outbox.record_id
      join staging.flow as flow on flow.id = outbox.flow_id
      cross join lateral jsonb_array_elements(outbox.changes) with ordinality as change
      where outbox.state <> 'superseded' and (outbox.state <> 'applied' or outbox.changed_run = ${runId})
        and (flow.system, flow.entity, record.source_key, outbox.idempotency_key, change.ordinality)
          > (${after[0] ?? ''}::text, ${after[1] ?? ''}::text, ${after[2] ?? ''}::text, ${after[3] ?? ''}::text,
             ${after[4] ?? 0}::bigint)
      order by flow.system, flow.entity, record.source_key, outbox.idempotency_key, change.ordinality limit ${pageSize}`,
  )
}

export interface CrosswalkFact {
  readonly entity: string
  readonly goldenId: string
  readonly system: string
  readonly sourceKey: string
}

/** The whole crosswalk, by golden id, system, key. */
export async function* crosswalkFacts(
  session: Session,
  kinds: readonly MatchedKind[],
): AsyncGenerator<readonly CrosswalkFact[]> {
  for (const kind of kinds) {
    for await (const ids of goldenIdPages(session, kind, pageSize)) {
      const { rows } = await sql<CrosswalkFact>`
        select crosswalk.entity, crosswalk.golden_id as "goldenId", flow.system, record.source_key as "sourceKey"
        from golden.crosswalk as crosswalk
        join staging.source_record as record on record.id = crosswalk.record_id
        join staging.flow as flow on flow.id = record.flow_id
        where crosswalk.golden_id = any(${[...ids]}::text[])
        order by crosswalk.golden_id, flow.system, record.source_key`.execute(session.db)

      yield rows
    }
  }
}

export interface GoldenFact {
  readonly goldenId: string
  readonly values: Readonly<Record<string, string | null>>
}

/** The golden records of a kind, by id. */
export async function* goldenFacts(session: Session, kind: MatchedKind): AsyncGenerator<readonly GoldenFact[]> {
  for await (const ids of goldenIdPages(session, kind, pageSize)) {
    yield await session.db
      .selectFrom('golden.record')
      .select(['id as goldenId', 'values'])
      .where(sql<boolean>`id = any(${[...ids]}::text[])`)
      .orderBy('id')
      .execute()
  }
}

/** Reads an ordered query page by page; each row carries its own place in that order, which the next page starts after. */
async function* pages<Row extends { readonly place: readonly unknown[] }>(
  session: Session,
  query: (after: readonly unknown[]) => RawBuilder<Row>,
): AsyncGenerator<readonly Omit<Row, 'place'>[]> {
  let after: readonly unknown[] = []

  for (;;) {
    const { rows } = await query(after).execute(session.db)
    const last = rows.at(-1)

    if (last === undefined) return
    yield rows
    after = last.place
  }
}
