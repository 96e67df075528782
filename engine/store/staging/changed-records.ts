import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { canonicalTable } from './canonical-table.ts'
import { isDocument } from '../matching/match-rows.ts'
import type { Session } from '../store.ts'

/** Up to where a match of a kind had seen the store. */
export interface MatchedThrough {
  readonly runId: number
  readonly decisionId: number
}

/**
 * Ids of the records that may be matched otherwise than they were: read anew since (a record that ended, too), decided on by
 * a person, or, of a document, with a customer whose golden record is another one. At most `limit`, ascending.
 */
export async function changedRecordIds(
  session: Session,
  kind: MatchedKind,
  { runId, decisionId }: MatchedThrough,
  limit: number,
): Promise<readonly number[]> {
  const canonical = sql.table(canonicalTable(kind))
  const changedCustomer = sql`
    with changed_customer as materialized (
      select flow.system, customer.source_key from golden.crosswalk as crosswalk
      join staging.source_record as customer on customer.id = crosswalk.record_id
      join staging.flow as flow on flow.id = customer.flow_id
      where crosswalk.entity = 'customer' and crosswalk.since_run > ${runId}
      union
      select flow.system, customer.source_key from staging.source_record as customer
      join staging.flow as flow on flow.id = customer.flow_id and flow.entity = 'customer'
      where customer.changed_run > ${runId} and customer.tombstoned_run > ${runId}
    )`
  const otherCustomer = sql`
    union select document.record_id from ${canonical} as document
    join changed_customer as customer on customer.system = document.customer_system
      and customer.source_key = document.customer_key`
  const { rows } = await sql<{ id: number }>`
    ${isDocument(kind) ? changedCustomer : sql``}
    select id from (
      select record_id as id from ${canonical} where normalized_run > ${runId}
      union select left_id from review.decision where entity = ${kind} and id > ${decisionId}
      union select right_id from review.decision where entity = ${kind} and id > ${decisionId}
      ${isDocument(kind) ? otherCustomer : sql``}
    ) as changed order by id limit ${limit}`.execute(session.db)

  return rows.map(({ id }) => id)
}

/** The newest decision on a kind; 0: none. */
export async function lastDecisionId(session: Session, kind: MatchedKind): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id), 0) as id from review.decision where entity = ${kind}`.execute(session.db)

  return rows[0]?.id ?? 0
}
