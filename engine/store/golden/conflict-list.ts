import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { boundedCount, countedMax, filtered, type BoundedCount, type ListPage } from '../bounded-list.ts'
import type { Session } from '../store.ts'

export const conflictKindNames = [
  'ping-pong',
  'rejected-again',
  'clock-went-back',
  'stale-overwrite',
  'differs',
  'missing',
  'deleted',
] as const

export type ConflictKind = (typeof conflictKindNames)[number]

/** Which conflicts are meant; what is left out does not narrow. */
export interface ConflictFilter {
  readonly entity?: string | undefined
  readonly field?: string | undefined
  /** A system on either side. */
  readonly system?: string | undefined
  readonly kind?: ConflictKind | undefined
  readonly isFrozen?: true | undefined
  /** First seen at this moment or before. */
  readonly seenUntil?: string | undefined
}

/** One field of a golden record in which systems contradict each other, or may not be written back. */
export interface ConflictCase {
  readonly goldenId: string
  readonly entity: string
  readonly field: string
  readonly kinds: readonly ConflictKind[]
  readonly systems: readonly string[]
  readonly since: string
  readonly isFrozen: boolean
  /** A plain decimal in the company's currency. */
  readonly stake: string
  /** In other currencies, each for itself; never added up. */
  readonly otherStakes: Readonly<Record<string, string>>
}

/** Where a page of conflicts ended. */
export interface ConflictPlace {
  readonly stake: string
  readonly sinceRun: number
  readonly goldenId: string
  readonly field: string
}

/** One page of conflicts, most at stake first, then the oldest. Each page is one range of an index, however deep. */
export async function conflictPage(
  { db }: Session,
  filter: ConflictFilter,
  { limit, after, isOfFew }: ListPage<ConflictPlace>,
): Promise<{ readonly conflicts: readonly ConflictCase[]; readonly next: ConflictPlace | null }> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(- known.stake, known.since_run, known.golden_id, known.field)
          > (- ${after.stake}::numeric, ${after.sinceRun}::integer, ${after.goldenId}, ${after.field})`
  const { rows } = await sql<ConflictCase & { sinceRun: number }>`
    select known.golden_id as "goldenId", known.entity, known.field, known.kinds, known.systems, run.as_of as since,
      known.is_frozen as "isFrozen", known.stake::text as stake, known.other_stakes as "otherStakes", known.since_run as "sinceRun"
    from ${filtered('review.conflict_case', 'known', matchesConflictFilter(filter), isOfFew)}
    join staging.run as run on run.id = known.since_run
    where ${beyond}
    order by - known.stake, known.since_run, known.golden_id, known.field limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next =
    rows.length > limit && last !== undefined
      ? { stake: last.stake, sinceRun: last.sinceRun, goldenId: last.goldenId, field: last.field }
      : null

  return { conflicts: page.map(({ sinceRun: _run, ...line }) => line), next }
}

/** How many conflicts a filter means. */
export interface ConflictTotals extends BoundedCount {
  readonly frozen: BoundedCount
  /** How many there are per kind; empty where there are too many to count. */
  readonly kinds: Readonly<Partial<Record<ConflictKind, number>>>
}

/** Counts what a filter means up to `countedMax`; the frozen ones by themselves, for they are few and matter. */
export async function conflictTotals({ db }: Session, filter: ConflictFilter): Promise<ConflictTotals> {
  const { rows } = await sql<{ found: number; frozen: number; kinds: Record<string, number> | null }>`
    with meant as materialized (
      select known.kinds from review.conflict_case as known where ${matchesConflictFilter(filter)} limit ${countedMax + 1}
    ), frozen as (
      select from review.conflict_case as known where ${matchesConflictFilter({ ...filter, isFrozen: true })} limit ${countedMax + 1}
    )
    select (select count(*)::integer from meant) as found, (select count(*)::integer from frozen) as frozen,
      (select jsonb_object_agg(kind, cases) from (
        select kind, count(*) as cases from meant cross join unnest(meant.kinds) as kind group by kind) as per_kind) as kinds`.execute(
    db,
  )
  const { found = 0, frozen = 0, kinds = null } = rows[0] ?? {}
  const total = boundedCount(found)

  return {
    ...total,
    frozen: boundedCount(frozen),
    kinds: Object.fromEntries(
      conflictKindNames.flatMap((kind) => (total.isCountExact && kinds?.[kind] ? [[kind, kinds[kind]]] : [])),
    ),
  }
}

function matchesConflictFilter(filter: ConflictFilter): RawBuilder<SqlBool> {
  const { entity, field, system, kind, isFrozen, seenUntil } = filter
  const conditions = [
    sql<SqlBool>`true`,
    entity && sql<SqlBool>`known.entity = ${entity}`,
    field && sql<SqlBool>`known.field = ${field}`,
    system && sql<SqlBool>`known.systems @> array[${system}::text]`,
    kind && sql<SqlBool>`known.kinds @> array[${kind}::text]`,
    isFrozen && sql<SqlBool>`known.is_frozen`,
    seenUntil &&
      sql<SqlBool>`known.since_run <= coalesce((
        select max(id) from staging.run where as_of <= ${seenUntil}::timestamptz), 0)`,
  ].filter((condition) => condition !== undefined && condition !== '')

  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** One conflict; undefined where there is none. */
export async function conflictCase(
  { db }: Session,
  goldenId: string,
  field: string,
): Promise<ConflictCase | undefined> {
  const { rows } = await sql<ConflictCase>`
    select known.golden_id as "goldenId", known.entity, known.field, known.kinds, known.systems, run.as_of as since,
      known.is_frozen as "isFrozen", known.stake::text as stake, known.other_stakes as "otherStakes"
    from review.conflict_case as known join staging.run as run on run.id = known.since_run
    where known.golden_id = ${goldenId} and known.field = ${field}`.execute(db)

  return rows[0]
}

/** Every time a field of a golden record's records was frozen, oldest first; at most `limit`. */
export interface FreezeEvent {
  readonly record: string
  readonly cause: string
  readonly reason: string
  readonly since: string
  readonly thawedAt: string | null
  readonly thawedBy: string | null
  readonly thawReason: string | null
}

export async function freezeHistory(
  { db }: Session,
  goldenId: string,
  field: string,
  limit: number,
): Promise<readonly FreezeEvent[]> {
  const { rows } = await sql<FreezeEvent>`
    select flow.system || ':' || record.source_key as record, frozen.cause, frozen.reason, run.as_of as since,
      frozen.thawed_at as "thawedAt", frozen.thawed_by as "thawedBy", frozen.thaw_reason as "thawReason"
    from golden.crosswalk as crosswalk
    join review.freeze as frozen on frozen.record_id = crosswalk.record_id
    join staging.run as run on run.id = frozen.since_run
    join staging.source_record as record on record.id = frozen.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where crosswalk.golden_id = ${goldenId} and frozen.field = ${field}
    order by frozen.since_run, flow.system, record.source_key limit ${limit}`.execute(db)

  return rows
}
