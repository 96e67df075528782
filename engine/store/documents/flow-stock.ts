import { sql } from 'kysely'
import type { StockRecord } from '../../../rules/documents/flow/stock-differs.ts'
import { cursorPages } from '../cursor-pages.ts'
import type { Session } from '../store.ts'

/** What the systems say of the stock of one article. */
export interface ArticleStock {
  readonly goldenId: string
  readonly records: readonly StockRecord[]
}

interface StockRow extends StockRecord {
  readonly goldenId: string
}

/** Articles whose stock several of the systems know, by golden id, in pages of rows. */
export async function* articleStocks(
  session: Session,
  systems: readonly string[],
  pageSize: number,
): AsyncGenerator<readonly ArticleStock[]> {
  let open: { goldenId: string; records: StockRecord[] } | undefined
  const query = sql<StockRow>`
    select crosswalk.golden_id as "goldenId", flow.system, record.source_key as "sourceKey", canonical.sku,
      canonical.stock::text as stock, coalesce(canonical.changed_at, run.as_of) as "changedAt"
    from staging.product as canonical
    join staging.source_record as record on record.id = canonical.record_id and record.missing_since is null
    join staging.flow as flow on flow.id = record.flow_id
    join staging.run as run on run.id = record.changed_run
    join golden.crosswalk as crosswalk on crosswalk.record_id = canonical.record_id
    where canonical.stock is not null and flow.system = any(${[...systems]}::text[])
    order by crosswalk.golden_id, flow.system, record.source_key`

  for await (const rows of cursorPages(session, query, pageSize)) {
    const finished: ArticleStock[] = []

    for (const { goldenId, ...record } of rows) {
      if (open?.goldenId !== goldenId) {
        if (open !== undefined) finished.push(open)
        open = { goldenId, records: [] }
      }
      open.records.push(record)
    }
    if (finished.length > 0) yield finished
  }
  if (open !== undefined) yield [open]
}
