import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord, type EntityKind } from '../../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts, columnOf, recordOfTexts } from '../staging/canonical-table.ts'
import type { Session } from '../store.ts'

const lineKinds = { order: 'orderLine', invoice: 'invoiceLine' } as const

/**
 * Leaves in the temporary table `line_digest` what the living lines of each document come to, whatever their order: two documents
 * with one digest (two sums of 64-bit hashes) have the same lines. Answers false if no system keeps lines.
 */
export async function digestLines({ db }: Session, kind: keyof typeof lineKinds): Promise<boolean> {
  const lineKind = lineKinds[kind]
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from staging.flow where entity = ${lineKind}) as has`.execute(db)
  const content = sql`row(${sql.join(contentOf(lineKind).map((field) => sql.ref(`canonical.${columnOf(field)}`)))})`
  const hashed = (seed: number) => sql`sum(hash_record_extended(${content}, ${sql.lit(seed)})::numeric)::text`

  if (rows[0]?.has !== true) return false
  await sql`drop table if exists line_digest`.execute(db)
  await sql`
    create temporary table line_digest on commit drop as
    select document.id as record_id, ${hashed(0)} || ' ' || ${hashed(1)} as digest
    from staging.flow as line_flow
    join staging.source_record as line on line.flow_id = line_flow.id and line.missing_since is null
    join ${sql.table(canonicalTable(lineKind))} as canonical on canonical.record_id = line.id
    join staging.flow as flow on flow.system = line_flow.system and flow.entity = ${sql.lit(kind)}
    join staging.source_record as document on document.flow_id = flow.id and document.source_key = canonical.document_key
    where line_flow.entity = ${sql.lit(lineKind)}
    group by document.id`.execute(db)
  await sql`analyze line_digest`.execute(db)
  return true
}

/** What a line says; the key of its document is each system's own. */
function contentOf(lineKind: EntityKind): readonly string[] {
  return fieldsOf(lineKind).filter((field) => field !== 'documentKey')
}

/** The living lines of documents by the record id of their document, in the order in which people number them. */
export async function linesOf(
  session: Session,
  kind: keyof typeof lineKinds,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CanonicalRecord[]>> {
  const lineKind = lineKinds[kind]
  const fields = contentOf(lineKind)
  const { rows } = await sql<{ id: number; lines: readonly (readonly (string | null)[])[] }>`
    select document.id, json_agg(${canonicalTexts(lineKind, fields)}
      order by length(canonical.line_number), canonical.line_number collate "C", line.source_key) as lines
    from staging.source_record as document
    join staging.flow as flow on flow.id = document.flow_id
    join staging.flow as line_flow on line_flow.system = flow.system and line_flow.entity = ${lineKind}
    join ${sql.table(canonicalTable(lineKind))} as canonical on canonical.document_key = document.source_key
    join staging.source_record as line on line.id = canonical.record_id and line.flow_id = line_flow.id
      and line.missing_since is null
    where document.id = any(${[...recordIds]}::integer[])
    group by document.id`.execute(session.db)

  return new Map(rows.map(({ id, lines }) => [id, lines.map((line) => recordOfTexts(fields, line))]))
}
