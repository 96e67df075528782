import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../../rules/entity/entity.ts'
import type { ValueSet } from '../../../rules/truth/value-sets.ts'
import { canonicalTable, canonicalTexts, recordOfTexts } from '../staging/canonical-table.ts'
import { cursorPages } from '../cursor-pages.ts'
import type { Session } from '../store.ts'

/** A member of a golden record, with what a policy asks of it. */
export interface JoinedMember {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly changedAt: string | null
  readonly isMissing: boolean
  readonly contributes: boolean
  readonly record: CanonicalRecord
  readonly deleted?: Readonly<Record<string, string>> | undefined
  readonly hasRefusals?: boolean | undefined
}

/** A golden record of several voices, and what it says now. */
export interface JoinedCluster {
  readonly goldenId: string
  readonly values: CanonicalRecord
  /** By name, of fields of which the policy in force keeps all values. */
  readonly sets: Readonly<Record<string, ValueSet>>
  readonly members: readonly JoinedMember[]
  /** One of them said something else before, or we wrote into it: how old its words are is to be looked up. */
  readonly hasPast: boolean
}

type MemberTexts = readonly [
  recordId: number,
  system: string,
  sourceKey: string,
  changedAt: string | null,
  isMissing: boolean,
  texts: readonly (string | null)[],
  contributes: boolean,
]

/**
 * The golden records that have several members, or one and a pin, by golden id, in pages; needs a transaction. The database gathers
 * the members of each: a row per golden record travels, not one per member. Those of one member owe it every value, whatever the policy.
 */
export async function* joinedClusters(
  session: Session,
  kind: MatchedKind,
  pageSize: number,
): AsyncGenerator<readonly JoinedCluster[]> {
  const fields = fieldsOf(kind)

  // Two million members are sorted: in 64 MiB that takes half the passes over the disk.
  await sql`set local work_mem = '64MB'`.execute(session.db)
  // Merged in the order of the golden ids the rows need no second sort, and the first come while the last are still gathered.
  await sql`set local enable_hashjoin = off`.execute(session.db)
  const query = sql<{
    golden_id: string
    values: CanonicalRecord
    sets: Readonly<Record<string, ValueSet>> | null
    members: readonly MemberTexts[]
    has_past: boolean
  }>`
    select joined.golden_id, golden.values, golden.value_sets as sets, joined.members, joined.has_past
    from (
      select crosswalk.golden_id, json_agg(json_build_array(record.id, flow.system, record.source_key, canonical.changed_at,
        record.missing_since is not null, ${canonicalTexts(kind)}, crosswalk.contributes)) as members,
        bool_or(former.record_id is not null or written.record_id is not null) as has_past
      from golden.crosswalk as crosswalk
      join staging.source_record as record on record.id = crosswalk.record_id
      join staging.flow as flow on flow.id = record.flow_id
      join ${sql.table(canonicalTable(kind))} as canonical on canonical.record_id = record.id
      left join (select distinct record_id from staging.record_version) as former on former.record_id = record.id
      left join (select distinct record_id from ops.outbox) as written on written.record_id = record.id
      where crosswalk.entity = ${kind}
      group by crosswalk.golden_id having count(*) > 1 or crosswalk.golden_id in (
        select coalesce(alias.golden_id, pin.golden_id) from golden.pin as pin
        left join golden.alias as alias on alias.old_id = pin.golden_id where pin.ended_at is null)
    ) as joined
    join golden.record as golden on golden.id = joined.golden_id
    order by joined.golden_id`

  for await (const rows of cursorPages(session, query, pageSize)) {
    yield rows.map(({ golden_id: goldenId, values, sets, members, has_past: hasPast }) => ({
      ...{ goldenId, values, sets: sets ?? noSets, hasPast },
      members: members.map(([recordId, system, sourceKey, changedAt, isMissing, texts, contributes]) => ({
        ...{ recordId, system, sourceKey, changedAt, isMissing, contributes },
        record: recordOfTexts(fields, texts),
      })),
    }))
  }
}

const noSets: JoinedCluster['sets'] = {}

/** How many golden records of a kind are alive. */
export async function goldenCount(session: Session, kind: MatchedKind): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from golden.record where entity = ${kind} and status = 'active'`.execute(
    session.db,
  )

  return rows[0]?.count ?? 0
}
