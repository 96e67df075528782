import { sql } from 'kysely'
import type { SentMessage } from '../../../rules/documents/flow/sent-twice.ts'
import { cursorPages } from '../cursor-pages.ts'
import { joinGoldenCustomer } from '../matching/match-rows.ts'
import type { Session } from '../store.ts'

/**
 * The messages of one campaign to one customer, wherever there are several, in pages of rows. The customer is the one the message
 * names; else the only one with the address it went to; else the address stands for itself.
 */
export async function* repeatedMessages(
  session: Session,
  pageSize: number,
): AsyncGenerator<readonly (readonly SentMessage[])[]> {
  let openKey: string | undefined
  let open: SentMessage[] = []

  for await (const rows of cursorPages(session, query, pageSize)) {
    const finished: (readonly SentMessage[])[] = []

    for (const { reader, ...message } of rows) {
      const key = `${message.campaign}\n${reader}`

      if (openKey !== key) {
        if (openKey !== undefined) finished.push(open)
        openKey = key
        open = []
      }
      open.push(message)
    }
    if (finished.length > 0) yield finished
  }
  if (openKey !== undefined) yield [open]
}

const query = sql<SentMessage & { readonly reader: string }>`
  with address as (
    select canonical.email, min(crosswalk.golden_id) as golden_id
    from staging.customer as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join golden.crosswalk as crosswalk on crosswalk.record_id = canonical.record_id
    where canonical.email is not null
    group by canonical.email having min(crosswalk.golden_id) = max(crosswalk.golden_id)
  ), sent as materialized (
    select canonical.campaign, coalesce(customer.golden_id, address.golden_id, lower(canonical.recipient)) collate "C" as reader,
      flow.system, record.source_key as "sourceKey", canonical.recipient, canonical.sent_at as "sentAt", canonical.status,
      coalesce(customer.golden_id, address.golden_id) as "goldenCustomer"
    from staging.message as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join staging.flow as flow on flow.id = record.flow_id
    ${joinGoldenCustomer}
    left join address on address.email = lower(canonical.recipient)
    where canonical.campaign is not null and canonical.sent_at is not null
  )
  select sent.* from sent
  join (
    select campaign, reader from sent where reader is not null group by campaign, reader having count(*) > 1
  ) as several using (campaign, reader)
  order by sent.campaign collate "C", reader, "sentAt", system, "sourceKey"`
