import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord } from '../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts } from './canonical-table.ts'
import type { Session } from './store.ts'

const lineKinds = { order: 'orderLine', invoice: 'invoiceLine' } as const

/** Whether any system keeps lines of its orders or invoices; if none does, a night need not ask for them page by page. */
export async function hasLines(session: Session, kind: keyof typeof lineKinds): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from staging.flow where entity = ${lineKinds[kind]}) as has`.execute(session.db)

  return rows[0]?.has ?? false
}

/** The living lines of documents by the record id of their document, in the order in which people number them. */
export async function linesOf(
  session: Session,
  kind: keyof typeof lineKinds,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CanonicalRecord[]>> {
  const lineKind = lineKinds[kind]
  const fields = fieldsOf(lineKind)
  const { rows } = await sql<{ id: number; values: readonly (string | null)[] }>`
    select document.id, ${canonicalTexts(lineKind)} as values
    from staging.source_record as document
    join staging.flow as flow on flow.id = document.flow_id
    join staging.flow as line_flow on line_flow.system = flow.system and line_flow.entity = ${lineKind}
    join ${sql.table(canonicalTable(lineKind))} as canonical on canonical.document_key = document.source_key
    join staging.source_record as line on line.id = canonical.record_id and line.flow_id = line_flow.id
      and line.missing_since is null
    where document.id = any(${[...recordIds]}::integer[])
    order by document.id, length(canonical.line_number), canonical.line_number collate "C", line.source_key`.execute(
    session.db,
  )
  const lines = new Map<number, CanonicalRecord[]>()

  for (const { id, values } of rows) {
    const line = Object.fromEntries(fields.map((field, place) => [field, values[place] ?? null]))
    const known = lines.get(id)

    if (known === undefined) lines.set(id, [line])
    else known.push(line)
  }
  return lines
}
