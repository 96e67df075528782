import { sql, type RawBuilder } from 'kysely'
import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import { canonicalTable, columnOf } from './canonical-table.ts'
import type { Session } from './store.ts'

/** A record as the matching stage wants it: values in the order of `matchFields`. */
export interface StoredMatchRow {
  readonly recordId: number
  readonly system: string
  /** `system:key`. */
  readonly label: string
  readonly values: readonly (string | null)[]
}

/** Fields a kind is matched by; documents also carry the golden customer that their customer key leads to. */
export function matchFields(kind: MatchedKind): readonly string[] {
  return kind === 'order' || kind === 'invoice' ? [...fieldsOf(kind), 'goldenCustomer'] : fieldsOf(kind)
}

/** The golden customer of a document, through the crosswalk of the system whose keys it uses; null when there is none. */
export function goldenCustomerOf(canonical: string): RawBuilder<string | null> {
  return sql<string | null>`(
    select customer.golden_id from staging.flow as customer_flow
    join staging.source_record as customer_record
      on customer_record.flow_id = customer_flow.id and customer_record.source_key = ${sql.ref(`${canonical}.customer_key`)}
    join golden.crosswalk as customer on customer.record_id = customer_record.id
    where customer_flow.entity = 'customer' and customer_flow.system = ${sql.ref(`${canonical}.customer_system`)})`
}

/** Every living record of a kind, in pages by record id. */
export async function* matchRows(
  session: Session,
  kind: MatchedKind,
  pageSize: number,
): AsyncGenerator<readonly StoredMatchRow[]> {
  const columns = fieldsOf(kind).map((field) => sql`${sql.ref(`canonical.${columnOf(field)}`)}::text`)
  const customer = matchFields(kind).includes('goldenCustomer') ? [goldenCustomerOf('canonical')] : []
  let afterId = 0

  for (;;) {
    const { rows } = await sql<{ id: number; system: string; key: string; values: (string | null)[] }>`
      select record.id, flow.system, record.source_key as key, array[${sql.join([...columns, ...customer])}] as values
      from ${sql.table(canonicalTable(kind))} as canonical
      join staging.source_record as record on record.id = canonical.record_id
      join staging.flow as flow on flow.id = record.flow_id
      where canonical.record_id > ${afterId} and record.tombstoned_run is null
      order by canonical.record_id limit ${pageSize}`.execute(session.db)

    if (rows.length === 0) return
    yield rows.map(({ id, system, key, values }) => ({ recordId: id, system, label: `${system}:${key}`, values }))
    afterId = rows.at(-1)?.id ?? afterId
  }
}

/** Changes whenever a full match of the kind could come out differently. */
export async function matchInputFingerprint(
  session: Session,
  kind: MatchedKind,
  modelVersion: string,
): Promise<string> {
  const { rows } = await sql<{ input: string }>`
    select concat_ws('/', ${modelVersion}::text,
      (select max(normalized_run) || '.' || count(*) from ${sql.table(canonicalTable(kind))}),
      (select coalesce(max(id), 0) from review.decision where entity = ${kind}),
      case when ${kind} in ('order', 'invoice')
        then (select coalesce(max(since_run), 0) || '.' || count(*) from golden.crosswalk where entity = 'customer') end
    ) as input`.execute(session.db)

  return rows[0]?.input ?? ''
}
