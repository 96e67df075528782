import { sql } from 'kysely'
import { canonicalTable } from '../staging/canonical-table.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import { keepVersions, type FieldsOrigin } from './golden-versions.ts'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { ValueSet } from '../../../rules/truth/value-sets.ts'
import type { Session } from '../store.ts'

/** What the golden records of a kind were last decided from. */
export interface GoldenState {
  readonly policyFingerprint: string
  /** Fingerprint of the match whose clusters the crosswalk follows. */
  readonly matchFingerprint: string
  readonly resolvedRun: number
}

export async function goldenState(session: Session, kind: MatchedKind): Promise<GoldenState | undefined> {
  const row = await session.db.selectFrom('golden.state').selectAll().where('entity', '=', kind).executeTakeFirst()

  return row === undefined
    ? undefined
    : {
        policyFingerprint: row.policy_fingerprint,
        matchFingerprint: row.match_fingerprint,
        resolvedRun: row.resolved_run,
      }
}

export async function saveGoldenState(session: Session, kind: MatchedKind, state: GoldenState): Promise<void> {
  const row = {
    policy_fingerprint: state.policyFingerprint,
    match_fingerprint: state.matchFingerprint,
    resolved_run: state.resolvedRun,
  }

  await session.db
    .insertInto('golden.state')
    .values({ entity: kind, ...row })
    .onConflict((conflict) => conflict.column('entity').doUpdateSet(row))
    .execute()
}

/** Opens the list of golden ids to decide anew; it lives until the transaction ends. */
export async function openTouched(session: Session): Promise<void> {
  await sql`drop table if exists touched`.execute(session.db)
  await sql`create temporary table touched (golden_id text collate "C" primary key) on commit drop`.execute(session.db)
}

/** Adds to `touched` the golden records with a member that was read anew after the given run; with none given, all. */
export async function touchChanged(session: Session, kind: MatchedKind, afterRun: number | undefined): Promise<void> {
  const changed =
    afterRun === undefined
      ? sql`select distinct golden_id from golden.crosswalk where entity = ${kind}`
      : sql`
        select distinct crosswalk.golden_id from ${sql.table(canonicalTable(kind))} as canonical
        join golden.crosswalk as crosswalk on crosswalk.record_id = canonical.record_id
        where canonical.normalized_run > ${afterRun}`

  await sql`insert into touched ${changed} on conflict do nothing`.execute(session.db)
}

export async function touchedCount(session: Session): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from touched`.execute(session.db)

  return rows[0]?.count ?? 0
}

export interface GoldenRow {
  readonly id: string
  readonly values: Readonly<Record<string, string | null>>
  /** Which fields came from which member, and why. Empty for a golden record of one member, which owns every value. */
  readonly provenance: readonly FieldsOrigin[]
  readonly sets: Readonly<Record<string, ValueSet>>
}

const goldenColumns = [
  'id',
  'entity',
  'status',
  'version',
  'born_run',
  'changed_run',
  'values',
  'provenance',
  'value_sets',
] as const

/** Writes golden records; one whose values did not change is left alone, so its version tells how often the truth changed. */
export async function writeGoldenRecords(
  session: Session,
  kind: MatchedKind,
  runId: number,
  rows: readonly GoldenRow[],
): Promise<void> {
  const ids = rows.map((row) => row.id)
  const copyRows = rows.map(({ id, values, provenance, sets }): CopyRow => [
    id,
    kind,
    'active',
    1,
    runId,
    runId,
    JSON.stringify(known(values)),
    JSON.stringify(provenance),
    Object.keys(sets).length === 0 ? null : JSON.stringify(sets),
  ])
  const { rows: existing } = await sql<{ exists: boolean }>`
    select exists (select from golden.record where id = any(${ids}::text[])) as exists`.execute(session.db)

  if (existing[0]?.exists !== true) {
    await session.copy('golden.record', goldenColumns, onceAsync(copyRows))
    return
  }
  await sql`drop table if exists incoming_golden`.execute(session.db)
  await sql`create temporary table incoming_golden (like golden.record) on commit drop`.execute(session.db)
  await session.copy('incoming_golden', goldenColumns, onceAsync(copyRows))
  await keepVersions(
    session,
    sql`join incoming_golden as new on new.id = record.id
      where (record.values, record.provenance, record.value_sets, record.status)
        is distinct from (new.values, new.provenance, new.value_sets, 'active')`,
    runId,
  )
  await sql`
    insert into golden.record as old select * from incoming_golden
    on conflict (id) do update set values = excluded.values, provenance = excluded.provenance,
      value_sets = excluded.value_sets, status = 'active',
      version = old.version + 1, changed_run = excluded.changed_run
    where (old.values, old.provenance, old.value_sets, old.status)
      is distinct from (excluded.values, excluded.provenance, excluded.value_sets, 'active')`.execute(session.db)
}

/** Unknown fields are left out: half of most records. */
function known(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

/** What golden records say now, by id. */
export async function goldenValues(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>> {
  const { rows } = await sql<{ id: string; values: Readonly<Record<string, string | null>> }>`
    select id, values from golden.record where id = any(${[...ids]}::text[])`.execute(session.db)

  return new Map(rows.map(({ id, values }) => [id, values]))
}
