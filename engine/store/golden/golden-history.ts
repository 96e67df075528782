import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { stewardSystem } from '../../../rules/truth/steward-words.ts'
import type { ValueSet } from '../../../rules/truth/value-sets.ts'
import type { FieldsOrigin } from './golden-versions.ts'
import type { Session } from '../store.ts'

/** A golden record as it was believed after one run. */
export interface GoldenState {
  readonly id: string
  readonly entity: MatchedKind
  readonly status: 'active' | 'retired'
  readonly version: number
  readonly values: Readonly<Record<string, string | null>>
  readonly provenance: readonly FieldsOrigin[]
  /** By name, of fields of which the policy keeps all values. */
  readonly sets: Readonly<Record<string, ValueSet>>
}

/** The newest run that was finished at a moment; undefined before the first. */
export async function runAt(session: Session, asOf: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from staging.run where status = 'finished' and as_of <= ${asOf}::timestamptz
    order by id desc limit 1`.execute(session.db)

  return rows[0]?.id
}

/** An id that ended follows its successors: more merges in a row than this are none. */
const STEPS_MAX = 1_000

/**
 * The golden id a name leads to after a run: a golden id itself, one that lives on as an alias, or `system:key`. Several, where
 * a system has records of several kinds under one key.
 */
export async function goldenIdsNamed(session: Session, name: string, runId: number): Promise<readonly string[]> {
  const { rows: known } = await sql<{ id: string }>`
    with recursive followed as (
      select record.id, 0 as step from golden.record as record where record.id = ${name}
      union all
      select next.id, followed.step + 1 from followed cross join lateral (
        select event.detail ->> 'into' as id from golden.event as event
        where event.golden_id = followed.id and event.kind = 'merged' and event.run_id <= ${runId}
        order by event.run_id desc, (event.detail ->> 'members')::integer desc, event.detail ->> 'into' collate "C" limit 1
      ) as next
      where followed.step < ${STEPS_MAX}
    )
    select id from followed order by step desc limit 1`.execute(session.db)

  if (known.length > 0) return known.map(({ id }) => id)

  const colon = name.indexOf(':')
  const { rows } = await sql<{ id: string }>`
    with named as (
      select record.id from staging.source_record as record join staging.flow as flow on flow.id = record.flow_id
      where flow.system = ${name.slice(0, Math.max(0, colon))} and record.source_key = ${name.slice(colon + 1)}
    )
    select golden_id as id from golden.crosswalk join named on named.id = record_id where since_run <= ${runId}
    union
    select golden_id from golden.former_member join named on named.id = record_id
    where from_run <= ${runId} and until_run > ${runId}
    order by 1`.execute(session.db)

  return rows.map(({ id }) => id)
}

/** A golden record after a run; undefined when it was not born then. */
export async function goldenAt(session: Session, id: string, runId: number): Promise<GoldenState | undefined> {
  const { rows } = await sql<GoldenState>`
    select record.id, record.entity, coalesce(old.status, record.status) as status,
      coalesce(old.version, record.version) as version, coalesce(old.values, record.values) as values,
      coalesce(old.provenance, record.provenance) as provenance,
      coalesce(case when old.golden_id is null then record.value_sets else old.value_sets end, '{}') as sets
    from golden.record as record
    left join golden.version as old
      on old.golden_id = record.id and old.from_run <= ${runId} and old.until_run > ${runId}
    where record.id = ${id} and record.born_run <= ${runId}
      and (old.golden_id is not null or record.changed_run <= ${runId})`.execute(session.db)

  return rows[0]
}

/** Names `system:key` of the members after a run, sorted; at most `limit`, and how many there are. */
export async function membersAt(
  session: Session,
  id: string,
  runId: number,
  limit: number,
): Promise<{ readonly members: readonly string[]; readonly count: number }> {
  const { rows } = await sql<{ name: string; count: number }>`
    select flow.system || ':' || record.source_key as name, (count(*) over ())::integer as count
    from (
      select record_id from golden.crosswalk where golden_id = ${id} and since_run <= ${runId}
      union
      select record_id from golden.former_member
      where golden_id = ${id} and from_run <= ${runId} and until_run > ${runId}
    ) as member
    join staging.source_record as record on record.id = member.record_id
    join staging.flow as flow on flow.id = record.flow_id
    order by flow.system, record.source_key limit ${limit}`.execute(session.db)

  return { members: rows.map(({ name }) => name), count: rows[0]?.count ?? 0 }
}

/** Ids that lead to a golden record after a run. */
export async function aliasesOf(session: Session, id: string, runId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select old_id as id from golden.alias where golden_id = ${id} and since_run <= ${runId} order by old_id`.execute(
    session.db,
  )

  return rows.map((row) => row.id)
}

/** A value that lost tonight, and to which reason. */
export interface LosingValue {
  readonly field: string
  readonly kind: string
  readonly record: string
  readonly value: string | null
}

export async function losingValues(session: Session, id: string): Promise<readonly LosingValue[]> {
  const { rows } = await sql<LosingValue>`
    select conflict.field, conflict.kind, coalesce(flow.system, ${stewardSystem}) || ':' || coalesce(record.source_key, pin.actor) as record,
      conflict.loser_value as value
    from review.conflict as conflict
    left join staging.source_record as record on record.id = conflict.loser_id
    left join staging.flow as flow on flow.id = record.flow_id
    left join golden.pin as pin on pin.id = -conflict.loser_id
    where conflict.golden_id = ${id}
    order by conflict.field, conflict.kind, flow.system, record.source_key, conflict.loser_id desc`.execute(session.db)

  return rows
}
