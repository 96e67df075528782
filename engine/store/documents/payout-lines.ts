import { sql } from 'kysely'
import type { GatewayLine } from '../../../rules/documents/payments/settle-payouts.ts'
import { cursorPages } from '../cursor-pages.ts'
import type { Session } from '../store.ts'

/** A line of a gateway's books, with what a finding about it says. */
export interface PayoutLine extends GatewayLine {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly currency: string
  readonly scale: number
}

interface LineRow extends Omit<PayoutLine, 'amountMinor' | 'feeMinor' | 'id'> {
  readonly amountMinor: string
  readonly feeMinor: string
}

/** Lines of systems that announce payouts, those of one payout side by side; what names no payout comes last in its currency. */
export async function* payoutLinePages(
  session: Session,
  systems: readonly string[],
  pageSize: number,
): AsyncGenerator<readonly PayoutLine[]> {
  const query = sql<LineRow>`
    select record.id as "recordId", flow.system, record.source_key as "sourceKey", canonical.currency, canonical.scale,
      case when lower(canonical.type) in ('refund', 'fee', 'payout') then lower(canonical.type) else 'payment' end as type,
      canonical.payout_key as "payoutKey", canonical.paid_on::text as "on", canonical.gross_minor::text as "amountMinor",
      coalesce(canonical.fee_minor, 0)::text as "feeMinor"
    from staging.payment as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join staging.flow as flow on flow.id = record.flow_id and flow.system = any(${[...systems]}::text[])
    where canonical.currency is not null and canonical.scale is not null and canonical.gross_minor is not null
      and flow.id in (
        select announced.flow_id from staging.payment as payout
        join staging.source_record as announced on announced.id = payout.record_id
        where lower(payout.type) = 'payout')
    order by flow.system, canonical.currency collate "C", canonical.scale, canonical.payout_key collate "C" nulls last, record.id`

  for await (const rows of cursorPages(session, query, pageSize)) {
    yield rows.map((row) => ({
      ...row,
      id: String(row.recordId),
      amountMinor: BigInt(row.amountMinor),
      feeMinor: BigInt(row.feeMinor),
    }))
  }
}
