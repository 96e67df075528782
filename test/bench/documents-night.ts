/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { compareKind } from '../../engine/documents/compare-kind.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { openStore, type Store } from '../../engine/store/store.ts'
import { documentPolicy } from '../../rules/documents/document-policy.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { fillDocuments, type FilledStore } from './fill-documents.ts'

export const documentsNightBench = new Command('documents-night')
  .description('the comparison of documents alone, on PostgreSQL: invoices of an ERP against as many of accounting')
  .option('--rows <count>', 'invoices in each system', '1000000')
  .option('--lines <count>', 'lines of each invoice', '0')
  .option('--faults <count>', 'invoices in a thousand that differ', '5')
  .action(async (options: { rows: string; lines: string; faults: string }) => {
    if (postgresMissing() !== undefined) return console.log(`skipped: ${postgresMissing()}`)
    await bench({
      rows: Number(options.rows),
      linesEach: Number(options.lines),
      faultsPerThousand: Number(options.faults),
    })
  })

async function bench(filled: FilledStore): Promise<void> {
  await using server = await postgresServer()
  await using store = await openStore({ databaseUrl: await server.createDatabase() })

  await migrate(store)
  console.log(`Filling the store with ${filled.rows} invoices of each of two systems …`)
  await fillDocuments(store, filled)
  for (const night of ['first night', 'same night again']) await measure(night, store, filled.rows)
}

export async function measure(night: string, store: Store, rows: number): Promise<void> {
  const started = performance.now()
  const before = process.cpuUsage()
  const count = await compareKind(
    {
      kind: 'invoice',
      policy: documentPolicy.parse({ between: ['erp', 'accounting'] }),
      expectation: {
        systems: ['erp', 'accounting'].map((system) => ({ system, judgedUntil: '2026-01-10T02:00:00Z' })),
        asOf: '2026-01-10T02:00:00Z',
        companyTimeZone: 'Europe/Prague',
        companyCountry: 'CZ',
      },
      runId: 1,
      stage: night,
    },
    toolsOf(store),
  )
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(before)

  console.log(
    `${night}: ${rows} against ${rows} invoices in ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of this process), ${count} findings, peak memory ${Math.ceil(process.resourceUsage().maxRSS / 1024)} MiB`,
  )
}

function toolsOf(store: Store): Tools {
  return {
    store,
    workerCount: 1,
    clock: () => new Date('2026-01-10T02:00:00Z'),
    pause: async () => {},
    progress: { stage: () => {}, advance: () => {}, done: () => {} },
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
  }
}
