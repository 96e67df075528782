import { sql } from 'kysely'
import { fieldsOf, type CanonicalRecord } from '../../../rules/entity/entity.ts'
import { canonicalTable, canonicalTexts } from '../staging/canonical-table.ts'
import type { Session } from '../store.ts'

/** A document as another system has it. */
export interface DocumentBeside {
  readonly system: string
  readonly record: CanonicalRecord
}

/** Documents of other systems that are looked through for the numbers of a sample. */
const documentsBesideMax = 100_000

/** The numbered documents that other systems hold now, the newest known first, at most 100,000. */
export async function documentsBeside(
  session: Session,
  kind: 'order' | 'invoice',
  system: string,
): Promise<readonly DocumentBeside[]> {
  const { rows } = await sql<{ system: string; texts: readonly (string | null)[] }>`
    select flow.system, ${canonicalTexts(kind)} as texts
    from ${sql.table(canonicalTable(kind))} as canonical
    join staging.source_record as record on record.id = canonical.record_id
    join staging.flow as flow on flow.id = record.flow_id
    where flow.system <> ${system} and record.tombstoned_run is null and canonical.number is not null
    order by record.id desc limit ${documentsBesideMax}`.execute(session.db)
  const fields = fieldsOf(kind)

  return rows.map(({ system: other, texts }) => ({
    system: other,
    record: Object.fromEntries(fields.map((field, position) => [field, texts[position] ?? null])),
  }))
}
