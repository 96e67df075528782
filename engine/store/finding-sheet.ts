import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type EntityKind } from '../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts } from './canonical-table.ts'
import { payloadsOf } from './payloads.ts'
import type { Session } from './store.ts'

/** What a finding says beside its line in a list. */
export interface FindingDetail {
  readonly id: string
  readonly kind: EntityKind
  readonly goldenId: string | null
  readonly cause: string
  readonly system: string
  readonly sourceKey: string | null
  readonly otherSystem: string | null
  readonly otherKey: string | null
  readonly field: string | null
  readonly value: string | null
  readonly otherValue: string | null
  readonly evidence: Readonly<Record<string, string>>
  readonly state: 'open' | 'accepted' | 'resolved'
}

export async function findingDetail({ db }: Session, id: string): Promise<FindingDetail | undefined> {
  const { rows } = await sql<FindingDetail>`
    select id, entity as kind, nullif(golden_id, '') as "goldenId", cause, system, nullif(source_key, '') as "sourceKey",
      nullif(other_system, '') as "otherSystem", nullif(other_key, '') as "otherKey", nullif(field, '') as field, value,
      other_value as "otherValue", evidence, case when resolved_run is null then state else 'resolved' end as state
    from documents.mismatch where id = ${id}`.execute(db)

  return rows[0]
}

/** What happened to a finding, oldest first; the machine has no name. */
export interface FindingEvent {
  readonly kind: string
  readonly at: string
  readonly actor: string | null
  readonly reason: string | null
  readonly detail: Readonly<Record<string, string | null>>
}

/** The first finding is told by the ledger, everything later by the events. */
export async function findingEvents({ db }: Session, id: string): Promise<readonly FindingEvent[]> {
  const { rows } = await sql<FindingEvent>`
    select kind, at, actor, reason, detail from (
      (select 'found' as kind, at, null::text as actor, null::text as reason, '{}'::jsonb as detail, 0 as place
        from documents.movement where finding_id = ${id} order by id limit 1)
      union all
      select kind, at, actor, reason, detail, id from documents.finding_event where finding_id = ${id}
    ) as event order by place`.execute(db)

  return rows
}

/** A record that takes part in a finding, as the store understands it and as its system said it. */
export interface FindingRecord {
  readonly kind: EntityKind
  readonly system: string
  readonly sourceKey: string
  readonly isMissing: boolean
  readonly record: CanonicalRecord
  readonly raw: Readonly<Record<string, string | null>>
}

interface RecordName {
  readonly id: number
  readonly kind: EntityKind
  readonly system: string
  readonly sourceKey: string
  readonly isMissing: boolean
}

/** Every system's record of the golden record, by system and key. */
export async function membersOfGolden({ db }: Session, goldenId: string): Promise<readonly RecordName[]> {
  const { rows } = await sql<RecordName>`
    select record.id, flow.entity as kind, flow.system, record.source_key as "sourceKey",
      record.missing_since is not null as "isMissing"
    from golden.crosswalk as crosswalk
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where crosswalk.golden_id = ${goldenId} order by flow.system, record.source_key`.execute(db)

  return rows
}

/** The record a system has under a key, of the first of these kinds in which it has one. */
export async function recordUnder(
  { db }: Session,
  system: string,
  key: string,
  kinds: readonly EntityKind[],
): Promise<RecordName | undefined> {
  const { rows } = await sql<RecordName>`
    select record.id, flow.entity as kind, flow.system, record.source_key as "sourceKey",
      record.missing_since is not null as "isMissing"
    from staging.flow as flow join staging.source_record as record on record.flow_id = flow.id
    where flow.system = ${system} and record.source_key = ${key} and flow.entity = any(${[...kinds]}::text[])
    order by array_position(${[...kinds]}::text[], flow.entity) limit 1`.execute(db)

  return rows[0]
}

/** What the named records say, in their order. */
export async function recordContents(
  session: Session,
  names: readonly RecordName[],
): Promise<readonly FindingRecord[]> {
  const payloads = await payloadsOf(
    session,
    names.map(({ id }) => id),
  )
  const records = new Map<number, CanonicalRecord>()

  for (const kind of new Set(names.map((name) => name.kind))) {
    const ids = names.filter((name) => name.kind === kind).map(({ id }) => id)

    for (const [id, record] of await canonicalOf(session, kind, ids)) records.set(id, record)
  }
  return names.map(({ id, ...name }) => ({ ...name, record: records.get(id) ?? {}, raw: payloads.get(id) ?? {} }))
}

async function canonicalOf(
  { db }: Session,
  kind: EntityKind,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CanonicalRecord>> {
  const fields = fieldsOf(kind)
  const { rows } = await sql<{ id: number; values: readonly (string | null)[] }>`
    select record_id as id, ${canonicalTexts(kind)} as values from ${sql.table(canonicalTable(kind))} as canonical
    where record_id = any(${[...ids]}::integer[])`.execute(db)

  return new Map(
    rows.map(({ id, values }) => [
      id,
      Object.fromEntries(fields.map((field, place) => [field, values[place] ?? null])),
    ]),
  )
}

/** The golden customer that an id, an older id, or `system:key` names. */
export async function customerNamed({ db }: Session, name: string): Promise<string | undefined> {
  const [system = '', ...key] = name.split(':')
  const { rows } = await sql<{ id: string }>`
    select id from golden.record where entity = 'customer' and id = ${name}
    union all
    select golden_id from golden.alias where old_id = ${name}
    union all
    select crosswalk.golden_id from staging.flow as flow
    join staging.source_record as record on record.flow_id = flow.id and record.source_key = ${key.join(':')}
    join golden.crosswalk as crosswalk on crosswalk.record_id = record.id
    where flow.system = ${system} and flow.entity = 'customer'
    limit 1`.execute(db)

  return rows[0]?.id
}
