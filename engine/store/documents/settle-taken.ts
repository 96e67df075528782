import { sql, type RawBuilder } from 'kysely'
import { lineColumns, type SettleLine } from './settle-lines.ts'
import type { Session } from '../store.ts'

/** What a part takes: `takenBy` in SQL, the write-off on the side it is of. */
const isOfItem = sql`(amount_minor = 0 or (write_off_minor < 0) = (amount_minor < 0))`
const taken = sql`payment_id, document_id,
  amount_minor - case when ${isOfItem} then 0 else write_off_minor end,
  amount_minor + case when ${isOfItem} then write_off_minor else 0 end`

/** Notes what the approved matches of tonight take, and lowers what is left of the listed payments by it. */
export async function takeApproved({ db }: Session): Promise<void> {
  await sql`insert into settle_taken select ${taken} from allocated where state = 'approved'`.execute(db)
  await sql`analyze settle_taken`.execute(db)
  await sql`
    update settle_payment as payment set left_minor = payment.amount_minor - sums.minor
    from (select payment_id, sum(payment_minor)::bigint as minor from settle_taken group by 1) as sums
    where sums.payment_id = payment.id`.execute(db)
}

/** Notes what the stored decided matches take of some records, before these are listed. */
export async function takeDecided({ db }: Session, recordIds: readonly number[]): Promise<void> {
  const ids = sql`any(${[...recordIds]}::integer[])`

  await sql`
    insert into settle_taken select ${taken} from documents.allocation
    where state <> 'proposed' and (payment_id = ${ids} or document_id = ${ids})`.execute(db)
}

/** Only the records of these ids. */
export function recordsOnly(recordIds: readonly number[]): RawBuilder<unknown> {
  return sql`record.id = any(${[...recordIds]}::integer[])`
}

/** A payment of which an approved match leaves something that nothing else took, and the document it was approved for. */
export interface ApprovedRest {
  readonly payment: SettleLine
  readonly document: { readonly system: string; readonly sourceKey: string; readonly number: string | null }
}

export async function approvedRests({ db }: Session): Promise<readonly ApprovedRest[]> {
  const { rows } = await sql<SettleLine & { otherSystem: string; otherKey: string; otherNumber: string | null }>`
    select ${lineColumns}, other_system as "otherSystem", other_key as "otherKey", other_number as "otherNumber"
    from settle_payment as payment
    join (
      select distinct on (allocated.payment_id) allocated.payment_id, flow.system as other_system, record.source_key as other_key,
        coalesce(invoice.number, "order".number, line.payout_key) as other_number
      from allocated
      join staging.source_record as record on record.id = allocated.document_id
      join staging.flow as flow on flow.id = record.flow_id
      left join staging.invoice as invoice on invoice.record_id = record.id
      left join staging.order as "order" on "order".record_id = record.id
      left join staging.payment as line on line.record_id = record.id
      where allocated.state = 'approved'
      order by allocated.payment_id, flow.system, record.source_key collate "C"
    ) as other on other.payment_id = payment.id
    where left_minor <> 0
      and not exists (select from allocated where allocated.payment_id = payment.id and allocated.state <> 'approved')
    order by id`.execute(db)

  return rows.map(({ otherSystem, otherKey, otherNumber, ...payment }) => ({
    payment,
    document: { system: otherSystem, sourceKey: otherKey, number: otherNumber },
  }))
}
