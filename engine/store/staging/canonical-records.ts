import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type EntityKind } from '../../../rules/entity/entity.ts'
import { canonicalColumns, canonicalTable } from './canonical-table.ts'
import { cursorPages } from '../cursor-pages.ts'
import { onceAsync, type CopyRow } from '../copy-format.ts'
import type { Session } from '../store.ts'

/** A raw record that waits for its canonical form. */
export interface WaitingRecord {
  readonly id: number
  readonly sourceKey: string
  readonly changedAt: string | null
  readonly payload: string
}

/** The flow's records that changed after `throughRun` (0: all), in pages; needs a transaction. */
export function waitingRecords(
  session: Session,
  flowId: number,
  throughRun: number,
  pageSize: number,
): AsyncGenerator<readonly WaitingRecord[]> {
  return cursorPages(
    session,
    sql<WaitingRecord>`
      select id, source_key as "sourceKey", changed_at as "changedAt", payload from staging.source_record
      where flow_id = ${flowId} and changed_run > ${throughRun}`,
    pageSize,
  )
}

export interface CanonicalRow {
  readonly recordId: number
  readonly changedAt: string | null
  readonly record: CanonicalRecord
}

/** Replaces the canonical form of the given records. */
export async function writeCanonical(
  session: Session,
  kind: EntityKind,
  runId: number,
  rows: readonly CanonicalRow[],
): Promise<void> {
  const fields = fieldsOf(kind)
  const ids = rows.map((row) => row.recordId)

  await sql`delete from ${sql.table(canonicalTable(kind))} where record_id = any(${ids}::integer[])`.execute(session.db)
  const copyRows = rows.map((row): CopyRow => [
    row.recordId,
    row.changedAt,
    runId,
    ...fields.map((field) => row.record[field] ?? null),
  ])

  await session.copy(canonicalTable(kind), canonicalColumns(kind), onceAsync(copyRows))
}

/** Records that the flow's normalization has covered, so that the next night starts after them. */
export async function closeNormalization(
  session: Session,
  kind: EntityKind,
  flowId: number,
  fingerprint: string,
  runId: number,
): Promise<void> {
  await sql`analyze ${sql.table(canonicalTable(kind))}`.execute(session.db)
  await session.db
    .updateTable('staging.flow')
    .set({ normalized_with: fingerprint, normalized_through_run: runId })
    .where('id', '=', flowId)
    .execute()
}
