import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../../rules/entity/entity.ts'
import type { EntityPolicy, Preference } from '../../../rules/truth/field-policy.ts'
import type { Session } from '../store.ts'

/** A golden record of which more is to be told than its records say tonight. */
interface Cluster {
  readonly members: readonly {
    readonly recordId: number
    readonly contributes?: boolean
    readonly record: CanonicalRecord
  }[]
}

/** What the past of a record adds to what it says. */
interface MemberFacts {
  readonly deleted?: Readonly<Record<string, string>> | undefined
  readonly hasRefusals?: boolean | undefined
  readonly asCreated?: CanonicalRecord | undefined
}

/** Clusters with what a policy asks of the past of their members. */
type Informed<Known extends Cluster> = Known & {
  readonly members: readonly (Known['members'][number] & MemberFacts)[]
}

/**
 * Adds to members what they deleted, whether values of them were refused (only where the policy asks for refusals), and what those we
 * created said first.
 */
export async function withMemberFacts<Known extends Cluster>(
  session: Session,
  kind: MatchedKind,
  policy: EntityPolicy,
  clusters: readonly Known[],
): Promise<readonly Informed<Known>[]> {
  const members = clusters.flatMap((cluster) => cluster.members)
  const refused = asksForRefusals(policy) ? await refusedRecords(session, members) : new Set<number>()
  const deleted = await deletedValues(session, kind, members)

  const created = await firstForms(
    session,
    members.filter(({ contributes }) => contributes === false),
  )

  if (refused.size === 0 && deleted.size === 0 && created.size === 0) return clusters
  return clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map((member) => ({
      ...member,
      deleted: deleted.get(member.recordId),
      hasRefusals: refused.has(member.recordId),
      asCreated: created.get(member.recordId),
    })),
  }))
}

/** What records said when they were read first. */
async function firstForms(
  session: Session,
  members: Cluster['members'],
): Promise<ReadonlyMap<number, CanonicalRecord>> {
  if (members.length === 0) return new Map()
  const { rows } = await sql<{ id: number; fields: CanonicalRecord }>`
    select distinct on (record_id) record_id as id, fields from staging.record_version
    where record_id = any(${members.map(({ recordId }) => recordId)}::integer[])
    order by record_id, run_id`.execute(session.db)
  const former = new Map(rows.map(({ id, fields }) => [id, fields]))

  return new Map(members.map(({ recordId, record }) => [recordId, former.get(recordId) ?? record]))
}

/** Does a policy let systems delete values? */
export function asksForDeletions(policy: EntityPolicy): boolean {
  return Object.values(policy).some((decision) => 'emptiedBy' in decision && decision.emptiedBy !== undefined)
}

/** Does a policy trust a record less of which a value was refused? */
export function asksForRefusals(policy: EntityPolicy): boolean {
  return Object.values(policy).some((decision) => ('prefer' in decision ? decision.prefer : decision).some(lowersTrust))
}

function lowersTrust(preference: Preference): boolean {
  if (typeof preference === 'string') return false
  return 'refusedLowersBy' in preference || ('prefer' in preference && preference.prefer.some(lowersTrust))
}

async function refusedRecords(session: Session, members: Cluster['members']): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct record.id from staging.source_record as record
    join staging.rejection as rejection on rejection.flow_id = record.flow_id and rejection.record_id = record.id
    where record.id = any(${members.map(({ recordId }) => recordId)}::integer[])`.execute(session.db)

  return new Set(rows.map(({ id }) => id))
}

/**
 * The values that records held before they emptied the field, by record and field. A field whose value is refused is not empty in the
 * source; where a name or an amount was refused, nobody can tell which fields it would have filled. What we emptied ourselves is no
 * deletion of theirs.
 */
async function deletedValues(
  session: Session,
  kind: MatchedKind,
  members: Cluster['members'],
): Promise<ReadonlyMap<number, Readonly<Record<string, string>>>> {
  const fields = fieldsOf(kind)
  const { rows } = await sql<{ id: number; field: string; value: string; run: number }>`
    select record.id, former.key as field, former.value, version.run_id as run
    from staging.source_record as record
    join staging.record_version as version on version.record_id = record.id
    cross join lateral jsonb_each_text(version.fields) as former
    where record.id = any(${members.map(({ recordId }) => recordId)}::integer[]) and not exists (
      select from staging.rejection as rejection
      where rejection.flow_id = record.flow_id and rejection.record_id = record.id
        and (rejection.field = former.key or not rejection.field = any(${[...fields]}::text[])))
    order by record.id, version.run_id desc, field`.execute(session.db)
  const recordOf = new Map(members.map(({ recordId, record }) => [recordId, record]))
  const emptied = rows.length === 0 ? new Map<string, never>() : await ownEmptyings(session, [...recordOf.keys()])
  const deleted = new Map<number, Record<string, string>>()
  const seen = new Set<string>()

  for (const { id, field, value, run } of rows) {
    const place = `${id} ${field}`

    if ((recordOf.get(id)?.[field] ?? null) !== null || seen.has(place)) continue
    seen.add(place)
    if (emptied.get(place)?.some((own) => isEffect(own, value, run)) === true) continue
    deleted.set(id, { ...deleted.get(id), [field]: value })
  }
  return deleted
}

/** A field that we emptied in a system. */
interface OwnEmptying {
  readonly value: string | null
  readonly run: number
  /** The first night after it in which the field was no longer empty: what vanishes later, somebody else deleted. */
  readonly filledRun: number | null
}

/** Did the value that stood until a run vanish because we emptied the field? */
const isEffect = (own: OwnEmptying, value: string, untilRun: number): boolean =>
  own.value === value && own.run < untilRun && (own.filledRun === null || untilRun <= own.filledRun)

/** By record and field, `id field`. */
async function ownEmptyings(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<string, readonly OwnEmptying[]>> {
  const { rows } = await sql<OwnEmptying & { place: string }>`
    select outbox.record_id || ' ' || (change.value ->> 'field') as place, change.value ->> 'valueBefore' as value,
      outbox.changed_run as run, (
        select min(version.run_id) from staging.record_version as version
        where version.record_id = outbox.record_id and version.run_id > outbox.changed_run
          and not version.fields ? (change.value ->> 'field')) as "filledRun"
    from ops.outbox as outbox
    cross join lateral jsonb_array_elements(outbox.changes) as change
    where outbox.record_id = any(${[...recordIds]}::integer[]) and outbox.state = 'applied'
      and coalesce(change.value ->> 'value', '') = ''`.execute(session.db)
  const emptied = new Map<string, OwnEmptying[]>()

  for (const { place, ...own } of rows) emptied.set(place, [...(emptied.get(place) ?? []), own])
  return emptied
}
