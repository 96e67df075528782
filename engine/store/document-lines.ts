import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord } from '../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts, recordOfTexts } from './canonical-table.ts'
import type { Session } from './store.ts'

const lineKinds = { order: 'orderLine', invoice: 'invoiceLine' } as const

/** Whether any system keeps lines of its orders or invoices; if none does, a night need not ask for them page by page. */
export async function hasLines(session: Session, kind: keyof typeof lineKinds): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from staging.flow where entity = ${lineKinds[kind]}) as has`.execute(session.db)

  return rows[0]?.has ?? false
}

/**
 * The living lines of documents by the record id of their document, in the order in which people number them. Documents whose
 * lines say the same share one array: whoever compares them need not look into it.
 */
export async function linesOf(
  session: Session,
  kind: keyof typeof lineKinds,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CanonicalRecord[]>> {
  const lineKind = lineKinds[kind]
  const fields = fieldsOf(lineKind).filter((field) => field !== 'documentKey')
  const { rows } = await sql<{ id: number; texts: string }>`
    select document.id, json_agg(${canonicalTexts(lineKind, fields)}
      order by length(canonical.line_number), canonical.line_number collate "C", line.source_key)::text as texts
    from staging.source_record as document
    join staging.flow as flow on flow.id = document.flow_id
    join staging.flow as line_flow on line_flow.system = flow.system and line_flow.entity = ${lineKind}
    join ${sql.table(canonicalTable(lineKind))} as canonical on canonical.document_key = document.source_key
    join staging.source_record as line on line.id = canonical.record_id and line.flow_id = line_flow.id
      and line.missing_since is null
    where document.id = any(${[...recordIds]}::integer[])
    group by document.id`.execute(session.db)
  const linesByTexts = new Map<string, readonly CanonicalRecord[]>()

  return new Map(
    rows.map(({ id, texts }) => {
      const lines =
        linesByTexts.get(texts) ?? (JSON.parse(texts) as (string | null)[][]).map((line) => recordOfTexts(fields, line))

      linesByTexts.set(texts, lines)
      return [id, lines]
    }),
  )
}
