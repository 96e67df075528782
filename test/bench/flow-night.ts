/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { sql } from 'kysely'
import { checkFlow } from '../../engine/documents/check-flow.ts'
import { nightTools } from '../support/night-tools.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { flowPolicy } from '../../rules/documents/flow/flow-policy.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'

const asOf = '2026-01-10T02:00:00.000Z'

export const flowNightBench = new Command('flow-night')
  .description(
    'the check of order flows alone, on PostgreSQL: orders of a shop and an ERP, their invoices and payments',
  )
  .option('--rows <count>', 'orders in each of the two systems', '1000000')
  .action(async (options: { rows: string }) => {
    if (postgresMissing() !== undefined) return console.log(`skipped: ${postgresMissing()}`)
    await bench(Number(options.rows))
  })

async function bench(rows: number): Promise<void> {
  await using server = await postgresServer()
  await using store = await openStore({ databaseUrl: await server.createDatabase() })

  await migrate(store)
  console.log(
    `Filling the store with ${rows} orders of each of two systems, an invoice each, and a payment of every third …`,
  )
  await fill(store, rows)
  for (const night of ['first night', 'same night again']) await measure(night, store, rows)
}

/** In a thousand orders one is shipped and not invoiced, one invoiced twice, one cancelled and paid. */
async function fill(store: Store, rows: number): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(store.db)
  const records = (flow: number, offset: number, of: string, where = 'true') =>
    run(`insert into staging.source_record (id, flow_id, source_key, content_hash, payload, first_seen_run, changed_run)
      select ${offset * rows} + n, ${flow}, '${of}' || n, md5('${of}' || n), '{}', 1, 1 from generate_series(1, ${rows}) as n where ${where}`)
  const golden = (kind: string, offset: number, where = 'true') =>
    run(`insert into golden.crosswalk (record_id, entity, golden_id, since_run)
      select ${offset * rows} + n, '${kind}', '${kind}_' || md5('${kind === 'order' ? '' : offset}' || n), 1 from generate_series(1, ${rows}) as n where ${where}`)
  const isShipped = `case when n % 1000 <> 3 then '2025-01-03'::date + n % 300 end`

  await run(`insert into staging.run (id, status, as_of, business_day, plan_fingerprint)
    values (1, 'running', '${asOf}', '2026-01-10', 'bench')`)
  await run(
    `insert into staging.flow (id, system, entity) values (1, 'shop', 'order'), (2, 'erp', 'order'), (3, 'erp', 'invoice'), (4, 'gateway', 'payment')`,
  )
  for (const [flow, offset, of] of [
    [1, 0, 's'],
    [2, 1, 'e'],
  ] as const) {
    await records(flow, offset, of)
    await golden('order', offset)
    await run(`insert into staging.order (record_id, normalized_run, number, ordered_on, shipped_on, currency, scale, gross_minor, status)
      select ${offset * rows} + n, 1, 'O' || ${1_000_000_000} + n, '2025-01-01'::date + n % 300, ${isShipped}, 'CZK', 2, 10000 + n % 5000,
        case when n % 1000 = 3 then 'cancelled' else 'open' end from generate_series(1, ${rows}) as n`)
  }
  for (const [offset, of, where] of [
    [2, 'i', 'n % 1000 not in (1, 3)'],
    [3, 'j', 'n % 1000 = 2'],
  ] as const) {
    await records(3, offset, of, where)
    await golden('invoice', offset, where)
    await run(`insert into staging.invoice (record_id, normalized_run, number, order_number, issued_on, currency, scale, gross_minor)
      select ${offset * rows} + n, 1, 'F${offset}' || n, 'O' || ${1_000_000_000} + n, '2025-01-04'::date + n % 300, 'CZK', 2, 10000 + n % 5000
      from generate_series(1, ${rows}) as n where ${where}`)
  }
  await records(4, 4, 'p', 'n % 3 = 0')
  await run(`insert into staging.payment (record_id, normalized_run, reference, paid_on, currency, scale, gross_minor, status)
    select ${4 * rows} + n, 1, 'O' || ${1_000_000_000} + n, '2025-01-02'::date + n % 300, 'CZK', 2, 10000 + n % 5000, 'captured'
    from generate_series(1, ${rows}) as n where n % 3 = 0`)
  await run('analyze')
}

async function measure(night: string, store: Store, rows: number): Promise<void> {
  const started = performance.now()
  const before = process.cpuUsage()
  const flows = ['shop.order', 'erp.order', 'erp.invoice', 'gateway.payment']
  const terms = { asOf, companyTimeZone: 'Europe/Prague', lastGoodAt: new Map(flows.map((flow) => [flow, asOf])) }
  const policy = flowPolicy.parse({ invoice: { in: ['erp'] }, payment: { afterOrder: true } })

  await checkFlow({ policy, terms, runId: 1 }, nightTools(store, asOf))
  const { rows: counts } = await sql<{ cause: string; count: string }>`
    select cause, count(*)::text as count from documents.mismatch group by cause order by cause`.execute(store.db)
  const { user, system } = process.cpuUsage(before)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const found = counts.map(({ cause, count }) => `${count} ${cause}`).join(', ')

  console.log(
    `${night}: ${rows} orders in two systems in ${seconds} s (${((user + system) / 1e6).toFixed(1)} s of this process), ${found}, peak memory ${Math.ceil(process.resourceUsage().maxRSS / 1024)} MiB`,
  )
}
