import { sql, type RawBuilder } from 'kysely'
import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts, recordOfTexts } from '../staging/canonical-table.ts'
import { cursorPages } from '../cursor-pages.ts'
import { isDocument, joinGoldenCustomer } from '../matching/match-rows.ts'
import type { Session } from '../store.ts'

/** A member of a golden record, with what the stages after matching need to know of it. */
export interface StoredMember {
  readonly recordId: number
  readonly flowId: number
  readonly system: string
  readonly sourceKey: string
  readonly changedAt: string | null
  readonly isMissing: boolean
  readonly firstSeenRun: number
  /** False for a record that we created: what it said first was ours. */
  readonly contributes: boolean
  readonly goldenCustomer: string | null
  /** Equal for documents with the same lines; null without lines, and where `digestLines` was not asked. */
  readonly lineDigest: string | null
  readonly record: CanonicalRecord
  /** What it said, by field, before it emptied the field itself; left out where nobody looked. */
  readonly deleted?: Readonly<Record<string, string>> | undefined
  /** At least one of its values was refused; left out where nobody looked. */
  readonly hasRefusals?: boolean | undefined
  /** What a record that we created said when it was read first; left out of others, and where nobody looked. */
  readonly asCreated?: CanonicalRecord | undefined
}

interface MemberRow {
  readonly golden_id: string
  readonly record_id: number
  readonly flow_id: number
  readonly system: string
  readonly source_key: string
  readonly changed_at: string | null
  readonly is_missing: boolean
  readonly first_seen_run: number
  readonly contributes: boolean
  readonly golden_customer: string | null
  readonly line_digest: string | null
  readonly values: readonly (string | null)[]
}

/** A golden record with all its members, ordered by system and key. */
export interface StoredCluster {
  readonly goldenId: string
  readonly members: readonly StoredMember[]
}

/**
 * Golden records with their members, by golden id: those the transaction touched, or all active ones of the kind. Needs a
 * transaction. Documents come with the digests of their lines where `digestLines` has left them.
 */
export async function* clusterPages(
  session: Session,
  kind: MatchedKind,
  scope: 'touched' | 'all',
  pageSize: number,
  areLinesDigested = false,
): AsyncGenerator<readonly StoredCluster[]> {
  const fields = fieldsOf(kind)
  let open: { goldenId: string; members: StoredMember[] } | undefined

  for await (const rows of cursorPages(session, membersQuery(kind, scope, areLinesDigested), pageSize)) {
    const finished: StoredCluster[] = []

    for (const row of rows) {
      if (open?.goldenId !== row.golden_id) {
        if (open !== undefined) finished.push(open)
        open = { goldenId: row.golden_id, members: [] }
      }
      open.members.push(memberOf(row, fields))
    }
    if (finished.length > 0) yield finished
  }
  if (open !== undefined) yield [open]
}

/** These golden records with their members, of which there may be at most `membersMax`; undefined when there are more. */
export async function clustersNamed(
  { db }: Session,
  kind: MatchedKind,
  goldenIds: readonly string[],
  membersMax: number,
): Promise<readonly StoredCluster[] | undefined> {
  const fields = fieldsOf(kind)
  const { rows } = await sql<MemberRow>`${membersQuery(kind, goldenIds, false)} limit ${membersMax + 1}`.execute(db)
  const clusters = new Map<string, StoredMember[]>()

  if (rows.length > membersMax) return undefined
  for (const row of rows) {
    clusters.set(row.golden_id, [...(clusters.get(row.golden_id) ?? []), memberOf(row, fields)])
  }
  return [...clusters].map(([goldenId, members]) => ({ goldenId, members }))
}

function membersQuery(
  kind: MatchedKind,
  scope: 'touched' | 'all' | readonly string[],
  areLinesDigested: boolean,
): RawBuilder<MemberRow> {
  return sql<MemberRow>`
    select crosswalk.golden_id, record.id as record_id, record.flow_id, flow.system, record.source_key, canonical.changed_at,
      record.missing_since is not null as is_missing, record.first_seen_run, crosswalk.contributes,
      ${isDocument(kind) ? sql`customer.golden_id` : sql`null::text`} as golden_customer,
      ${areLinesDigested ? sql`line_digest.digest` : sql`null::text`} as line_digest,
      ${canonicalTexts(kind)} as values
    from golden.crosswalk as crosswalk
    ${scope === 'touched' ? sql`join touched on touched.golden_id = crosswalk.golden_id` : sql``}
    join staging.source_record as record on record.id = crosswalk.record_id
    join staging.flow as flow on flow.id = record.flow_id
    join ${sql.table(canonicalTable(kind))} as canonical on canonical.record_id = record.id
    ${isDocument(kind) ? joinGoldenCustomer : sql``}
    ${areLinesDigested ? sql`left join line_digest on line_digest.record_id = record.id` : sql``}
    where crosswalk.entity = ${kind}
      ${typeof scope === 'string' ? sql`` : sql`and crosswalk.golden_id = any(${[...scope]}::text[])`}
    order by crosswalk.golden_id, flow.system, record.source_key`
}

function memberOf(row: MemberRow, fields: readonly string[]): StoredMember {
  return {
    recordId: row.record_id,
    flowId: row.flow_id,
    system: row.system,
    sourceKey: row.source_key,
    changedAt: row.changed_at,
    isMissing: row.is_missing,
    firstSeenRun: row.first_seen_run,
    contributes: row.contributes,
    goldenCustomer: row.golden_customer,
    lineDigest: row.line_digest,
    record: recordOfTexts(fields, row.values),
  }
}

/** Canonical records by record id. */
export async function recordsOf(
  session: Session,
  kind: MatchedKind,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, CanonicalRecord>> {
  const fields = fieldsOf(kind)
  const { rows } = await sql<{ id: number; values: readonly (string | null)[] }>`
    select record_id as id, ${canonicalTexts(kind)} as values from ${sql.table(canonicalTable(kind))} as canonical
    where record_id = any(${[...recordIds]}::integer[])`.execute(session.db)

  return new Map(rows.map(({ id, values }) => [id, recordOfTexts(fields, values)]))
}

/** Earlier canonical forms of records, newest first. */
export async function versionsOf(
  session: Session,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly { runId: number; changedAt: string | null; fields: CanonicalRecord }[]>> {
  const rows = await session.db
    .selectFrom('staging.record_version')
    .selectAll()
    .where(sql<boolean>`record_id = any(${[...recordIds]}::integer[])`)
    .orderBy('record_id')
    .orderBy('run_id', 'desc')
    .execute()
  const versions = new Map<number, { runId: number; changedAt: string | null; fields: CanonicalRecord }[]>()

  for (const { record_id: recordId, run_id: runId, changed_at: changedAt, fields } of rows) {
    const version = { runId, changedAt, fields }
    const known = versions.get(recordId)

    if (known === undefined) versions.set(recordId, [version])
    else known.push(version)
  }
  return versions
}
