import { sql, type RawBuilder } from 'kysely'
import { fieldsOf, type MatchedKind } from '../../../rules/entity/entity.ts'
import { canonicalTable, columnOf } from '../staging/canonical-table.ts'
import { cursorPages } from '../cursor-pages.ts'
import type { Session } from '../store.ts'

/** A record as the matching stage wants it: values in the order of `matchFields`. */
export interface StoredMatchRow {
  readonly recordId: number
  readonly system: string
  /** `system:key`. */
  readonly label: string
  readonly values: readonly (string | null)[]
}

const goldenCustomer = 'goldenCustomer'

/** Fields a kind is matched by; documents also carry the golden customer that their customer key leads to. */
export function matchFields(kind: MatchedKind): readonly string[] {
  return isDocument(kind) ? [...fieldsOf(kind), goldenCustomer] : fieldsOf(kind)
}

/** Orders and invoices name their customer by a key of some system. */
export function isDocument(kind: MatchedKind): boolean {
  return kind === 'order' || kind === 'invoice'
}

/** Joins the golden customer of a document as `customer.golden_id`, through the crosswalk of the system whose keys it uses. */
export const joinGoldenCustomer: RawBuilder<unknown> = sql`
  left join (
    select customer_flow.system, customer_record.source_key, crosswalk.golden_id from staging.flow as customer_flow
    join staging.source_record as customer_record on customer_record.flow_id = customer_flow.id
    join golden.crosswalk as crosswalk on crosswalk.record_id = customer_record.id
    where customer_flow.entity = 'customer'
  ) as customer on customer.system = canonical.customer_system and customer.source_key = canonical.customer_key`

/** Every living record of a kind, or those of `recordIds`, in pages; needs a transaction. */
export async function* matchRows(
  session: Session,
  kind: MatchedKind,
  pageSize: number,
  recordIds?: readonly number[],
): AsyncGenerator<readonly StoredMatchRow[]> {
  const values = matchFields(kind).map((field) => valueOf(field))
  const query = sql<{ id: number; system: string; key: string; values: (string | null)[] }>`
    select record.id, flow.system, record.source_key as key, json_build_array(${sql.join(values)}) as values
    from ${sql.table(canonicalTable(kind))} as canonical
    join staging.source_record as record on record.id = canonical.record_id
    join staging.flow as flow on flow.id = record.flow_id
    ${isDocument(kind) ? joinGoldenCustomer : sql``}
    where record.tombstoned_run is null
      ${recordIds === undefined ? sql`` : sql`and canonical.record_id = any(${[...recordIds]}::integer[])`}`

  for await (const rows of cursorPages(session, query, pageSize)) {
    yield rows.map(({ id, system, key, values: texts }) => ({
      recordId: id,
      system,
      label: `${system}:${key}`,
      values: texts,
    }))
  }
}

/** A field of `canonical` as text; in JSON, for the driver reads arrays character by character. */
function valueOf(field: string): RawBuilder<unknown> {
  return field === goldenCustomer ? sql`customer.golden_id` : sql`${sql.ref(`canonical.${columnOf(field)}`)}::text`
}

/** Records asked for at once: an answer of some hundred kilobytes. */
const VALUES_PER_QUERY = 4_000

/** A record's id, and its values. */
export type RecordValues = readonly [recordId: number, ...values: (string | null)[]]

/**
 * The given fields of the given records, living or not, in batches. For comparing them: who they are is not read. A batch comes
 * as one JSON document: one value for the driver to read instead of thousands of rows.
 */
export async function* matchValues(
  session: Session,
  kind: MatchedKind,
  fields: readonly string[],
  recordIds: readonly number[],
): AsyncGenerator<readonly RecordValues[]> {
  const values = fields.map(valueOf)
  const ids = recordIds.toSorted((one, other) => one - other)

  for (let from = 0; from < ids.length; from += VALUES_PER_QUERY) {
    const { rows } = await sql<{ batch: readonly RecordValues[] | null }>`
      select json_agg(json_build_array(canonical.record_id, ${sql.join(values)})) as batch
      from ${sql.table(canonicalTable(kind))} as canonical
      ${fields.includes(goldenCustomer) ? joinGoldenCustomer : sql``}
      where canonical.record_id = any(${ids.slice(from, from + VALUES_PER_QUERY)}::integer[])`.execute(session.db)

    yield rows[0]?.batch ?? []
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
