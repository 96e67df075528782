import { sql } from 'kysely'
import type { FindingKind } from '../../../rules/documents/finding.ts'
import type { MismatchCause } from '../../../rules/documents/mismatch-cause.ts'
import { canonicalTable } from '../staging/canonical-table.ts'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

export interface EntityCounts {
  readonly records: number
  readonly goldenRecords: number
  readonly clustersOfSeveral: number
  /** Records that repeat another record of the same system. */
  readonly duplicateRecords: number
  readonly links: number
  readonly possibleLinks: number
}

/** How many records, golden records and links a kind has now. */
export async function entityCounts(session: Session, kind: MatchedKind): Promise<EntityCounts> {
  const { rows } = await sql<EntityCounts>`
    select sizes.*, links.*,
      (select count(*)::integer from ${sql.table(canonicalTable(kind))} as canonical
        join staging.source_record as record on record.id = canonical.record_id
        where record.tombstoned_run is null) as records
    from (
      select count(*)::integer as "goldenRecords", (count(*) filter (where size > 1))::integer as "clustersOfSeveral",
        coalesce(sum(size - systems), 0)::integer as "duplicateRecords"
      from (
        select count(*) as size, count(distinct record.flow_id) as systems from golden.crosswalk as crosswalk
        join staging.source_record as record on record.id = crosswalk.record_id
        where crosswalk.entity = ${kind} group by crosswalk.golden_id
      ) as cluster
    ) as sizes
    cross join (
      select (count(*) filter (where verdict = 'same'))::integer as links,
        (count(*) filter (where verdict = 'possible'))::integer as "possibleLinks"
      from matching.link where entity = ${kind}
    ) as links`.execute(session.db)

  return rows[0] as EntityCounts
}

export interface FindingCounts {
  readonly conflicts: number
  readonly rejections: number
  readonly proposals: number
  /** Open ones; kinds without any are left out. */
  readonly mismatches: Readonly<Partial<Record<FindingKind, number>>>
}

/** Counts of the findings of all stages. */
export async function findingCounts(session: Session): Promise<FindingCounts> {
  const { rows } = await sql<FindingCounts>`
    select (select count(*)::integer from review.conflict) as conflicts,
      (select count(*)::integer from staging.rejection) as rejections,
      (select count(*)::integer from review.proposal where status = 'open') as proposals,
      (select coalesce(jsonb_object_agg(entity, count), '{}') from (
        select entity, count(*) as count from documents.mismatch
        where resolved_run is null and state = 'open' group by entity
      ) as kind) as mismatches`.execute(session.db)

  return rows[0] as FindingCounts
}

/** Rejections per flow. */
export async function rejectionCounts(session: Session): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ flow: number; count: number }>`
    select flow_id as flow, count(*)::integer as count from staging.rejection group by flow_id`.execute(session.db)

  return new Map(rows.map(({ flow, count }) => [flow, count]))
}

/** Corrections per state, superseded ones left out. */
export async function correctionCounts(session: Session): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from ops.outbox where state <> 'superseded' group by state order by state`.execute(
    session.db,
  )

  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

export interface CauseFact {
  readonly entity: FindingKind
  readonly cause: MismatchCause
  readonly count: number
  readonly since: string
  readonly systems: readonly string[]
  /** Persons that findings were handed to. */
  readonly assignees: readonly string[]
  readonly amounts: readonly { readonly currency: string; readonly scale: number; readonly minor: string }[]
}

/** Document findings by kind and cause: how many, since when, in which systems, how much money per currency. */
export async function causeFacts(session: Session): Promise<readonly CauseFact[]> {
  const { rows } = await sql<CauseFact>`
    with amount as (
      select entity, cause, currency, scale, sum(abs(difference_minor))::text as minor from documents.mismatch
      where resolved_run is null and state = 'open' and currency is not null and difference_minor is not null
      group by entity, cause, currency, scale
    )
    select mismatch.entity, mismatch.cause, count(*)::integer as count, min(run.as_of) as since,
      array_agg(distinct mismatch.system order by mismatch.system) as systems,
      coalesce(jsonb_agg(distinct mismatch.assignee) filter (where mismatch.assignee is not null), '[]') as assignees,
      coalesce((
        select jsonb_agg(jsonb_build_object('currency', currency, 'scale', scale, 'minor', minor)
          order by currency collate "C", scale)
        from amount where amount.entity = mismatch.entity and amount.cause = mismatch.cause), '[]') as amounts
    from documents.mismatch as mismatch join staging.run as run on run.id = mismatch.since_run
    where mismatch.resolved_run is null and mismatch.state = 'open'
    group by mismatch.entity, mismatch.cause order by mismatch.entity, mismatch.cause`.execute(session.db)

  return rows
}
