import { sql } from 'kysely'
import type { Store } from '../../engine/store/store.ts'

/** What the store of the documents bench holds. */
export interface FilledStore {
  /** Invoices of each of the two systems. */
  readonly rows: number
  /** Lines of each invoice; none for systems that keep only heads. */
  readonly linesEach: number
  /** Invoices in a thousand with something wrong in accounting. */
  readonly faultsPerThousand: number
}

const customers = 100_000

/**
 * Fills a store as a night leaves it before its documents are compared: invoices of an ERP, the same in accounting, both under one
 * golden id in an order that has nothing to do with when they were read, and the customers they name. One in a thousand is missing in
 * accounting; others have net for gross, another rate, a cent of rounding, day and month exchanged or another total.
 */
export async function fillDocuments(store: Store, { rows, linesEach, faultsPerThousand }: FilledStore): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(store.db)

  await run(`insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    values (1, 'running', '2026-01-10T02:00:00Z', '2026-01-10', 'bench')`)
  await run(`insert into staging.flow (id, system, entity) values
    (1, 'erp', 'invoice'), (2, 'accounting', 'invoice'), (3, 'erp', 'customer')
    ${linesEach > 0 ? `, (4, 'erp', 'invoiceLine'), (5, 'accounting', 'invoiceLine')` : ''}`)
  await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
    select ${2 * rows} + n, 3, 'C' || n, md5(n::text), '{}', 1, 1 from generate_series(1, ${customers}) as n`)
  await run(`insert into golden.crosswalk (record_id, entity, golden_id, since_run)
    select ${2 * rows} + n, 'customer', 'cus_' || left(md5('c' || n), 16), 1 from generate_series(1, ${customers}) as n`)
  await fillInvoices(run, rows, faultsPerThousand)
  if (linesEach > 0) await fillLines(run, rows, linesEach)
  await run('analyze')
}

/** What one invoice says in one system; `n` is the invoice, `fault` what is wrong with it in accounting. */
async function fillInvoices(run: (statement: string) => Promise<unknown>, rows: number, faults: number): Promise<void> {
  await run(`create temporary table document as
    select n, 1000 + (n::bigint * 7919) % 5000000 as net, '2025-01-01'::date + (n * 31) % 330 as day,
      case when (n::bigint * 48271) % 1000 < ${faults} then 1 + n % 6 else 0 end as fault
    from generate_series(1, ${rows}) as n`)
  for (const [flow, prefix] of [
    [1, 'e'],
    [2, 'a'],
  ] as const) {
    await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
      select n * 2 - 2 + ${flow}, ${flow}, '${prefix}' || n, md5('${prefix}' || n),
        json_build_object('id', '${prefix}' || n, 'number', '2025' || lpad(n::text, 7, '0'), 'customer', 'C' || 1 + n % ${customers},
          'issued', day, 'net', net / 100.0, 'vat', net * 21 / 10000.0, 'gross', net * 121 / 10000.0)::text, 1, 1
      from document where ${flow} = 1 or fault <> 1`)
    await run(`insert into staging.invoice (record_id, normalized_run, number, customer_key, customer_system, issued_on, currency,
        scale, net_minor, vat_minor, gross_minor)
      select n * 2 - 2 + ${flow}, 1, '2025' || lpad(n::text, 7, '0'), 'C' || 1 + n % ${customers}, 'erp',
        case when fault = 5 then make_date(2025, least(12, extract(day from day)::integer), extract(month from day)::integer) else day end,
        'CZK', 2,
        case when fault = 6 then net + 5000 else net end,
        case when fault = 2 then 0 when fault = 3 then net * 12 / 100 when fault = 4 then net * 21 / 100 + 1 else net * 21 / 100 end,
        case when fault = 2 then net when fault = 3 then net + net * 12 / 100 when fault = 4 then net + net * 21 / 100 + 1
          when fault = 6 then net + 5000 + net * 21 / 100 else net + net * 21 / 100 end
      from (select n, net, day, case when ${flow} = 1 then 0 else fault end as fault from document) as document
      where ${flow} = 1 or fault <> 1`)
  }
  await run(`insert into golden.crosswalk (record_id, entity, golden_id, since_run)
    select id, 'invoice', 'inv_' || left(md5('i' || (id + 1) / 2), 16), 1 from staging.source_record where flow_id in (1, 2)`)
}

async function fillLines(run: (statement: string) => Promise<unknown>, rows: number, linesEach: number): Promise<void> {
  const first = 2 * rows + customers

  for (const flow of [1, 2]) {
    await run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
      select ${first} + (record.id - 1) * ${linesEach} + place, ${flow + 3}, record.source_key || '-' || place,
        md5(record.source_key), '{}', 1, 1
      from staging.source_record as record cross join generate_series(1, ${linesEach}) as place where record.flow_id = ${flow}`)
    await run(`insert into staging.invoice_line (record_id, normalized_run, document_key, line_number, sku, quantity, unit_price, vat_rate,
        currency, scale, net_minor)
      select ${first} + (record.id - 1) * ${linesEach} + place, 1, record.source_key, place::text, 'A-' || ((record.id + 1) / 2 * 13 + place) % 5000,
        1, round(share / 100.0, 2), 21, 'CZK', 2, share
      from staging.source_record as record
      join staging.invoice as invoice on invoice.record_id = record.id
      cross join generate_series(1, ${linesEach}) as place
      cross join lateral (select case when place = 1 then net_minor - (${linesEach} - 1) * (net_minor / ${linesEach})
        else net_minor / ${linesEach} end as share) as part
      where record.flow_id = ${flow}`)
  }
}
