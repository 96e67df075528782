import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type EntityKind } from '../../../rules/entity/entity.ts'
import { stateOfMismatch } from './finding-list.ts'
import { canonicalTable, canonicalTexts } from '../staging/canonical-table.ts'
import { payloadsOf } from '../staging/payloads.ts'
import type { Session } from '../store.ts'

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

/** The details of findings, by id. */
export async function findingDetails(
  { db }: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FindingDetail>> {
  const { rows } = await sql<FindingDetail>`
    select id, entity as kind, nullif(golden_id, '') as "goldenId", cause, system, nullif(source_key, '') as "sourceKey",
      nullif(other_system, '') as "otherSystem", nullif(other_key, '') as "otherKey", nullif(field, '') as field, value,
      other_value as "otherValue", evidence, ${stateOfMismatch} as state
    from documents.mismatch as mismatch where id = any(${[...ids]}::text[])`.execute(db)

  return new Map(rows.map((row) => [row.id, row]))
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

export interface RecordName {
  readonly id: number
  readonly kind: EntityKind
  readonly system: string
  readonly sourceKey: string
  readonly isMissing: boolean
}

const named = sql`record.id, flow.entity as kind, flow.system, record.source_key as "sourceKey",
  record.missing_since is not null as "isMissing"`

/** Every system's record of each golden record, by system and key. */
export async function membersOfGolden(
  { db }: Session,
  goldenIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordName[]>> {
  const { rows } = await sql<RecordName & { goldenId: string }>`
    select crosswalk.golden_id as "goldenId", ${named}
    from golden.crosswalk as crosswalk
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where crosswalk.golden_id = any(${[...goldenIds]}::text[])
    order by crosswalk.golden_id, flow.system, record.source_key`.execute(db)

  const members = new Map<string, RecordName[]>()

  for (const { goldenId, ...member } of rows) {
    const known = members.get(goldenId)

    if (known === undefined) members.set(goldenId, [member])
    else known.push(member)
  }
  return members
}

/** A record as a finding names it: of the first of these kinds in which the system has that key. */
export interface NamedSide {
  readonly system: string
  readonly key: string
  readonly kinds: readonly EntityKind[]
}

/** The records the sides name, in their order; undefined where the system has none. */
export async function recordsUnder(
  { db }: Session,
  sides: readonly NamedSide[],
): Promise<readonly (RecordName | undefined)[]> {
  const { rows } = await sql<RecordName & { place: number }>`
    select distinct on (side.place) side.place::integer, ${named}
    from unnest(${sides.map(({ system }) => system)}::text[], ${sides.map(({ key }) => key)}::text[],
      ${sides.map(({ kinds }) => kinds.join(' '))}::text[]) with ordinality as side(system, key, kinds, place)
    join staging.flow as flow on flow.system = side.system and flow.entity = any(string_to_array(side.kinds, ' '))
    join staging.source_record as record on record.flow_id = flow.id and record.source_key = side.key
    order by side.place, array_position(string_to_array(side.kinds, ' '), flow.entity)`.execute(db)
  const found = new Map(rows.map(({ place, ...record }) => [place, record]))

  return sides.map((_, position) => found.get(position + 1))
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
  return names.map(({ id, kind, system, sourceKey, isMissing }) => ({
    kind,
    system,
    sourceKey,
    isMissing,
    record: records.get(id) ?? {},
    raw: payloads.get(id) ?? {},
  }))
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
