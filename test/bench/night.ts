/* oxlint-disable no-console -- a benchmark prints what it measured */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { writeBigCompany } from './big-company.ts'

interface NightLine {
  readonly stages: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
  readonly counts: Readonly<Record<string, number>>
}

export const nightBench = new Command('night')
  .description(
    'a whole night on PostgreSQL: customers and invoices from CSV, then the same night again with nothing changed',
  )
  .option('--rows <count>', 'customer rows, and as many invoice rows', '100000')
  .option('--seed <number>', 'another company', '7')
  .option('--keep', 'leave the files')
  .action(async (options: { rows: string; seed: string; keep?: true }) => {
    if (postgresMissing() !== undefined) console.log(`skipped: ${postgresMissing()}`)
    else await bench(Number(options.rows), Number(options.seed), options.keep ?? false)
  })

async function bench(rows: number, seed: number, isKept: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-bench-'))
  await using server = await postgresServer()
  const databaseUrl = await server.createDatabase()

  console.log(`Writing ${rows} customer rows and ${rows} invoice rows …`)
  await writeBigCompany(folder, rows, seed)
  for (const night of ['first night', 'same night again']) {
    const { result, wallSeconds } = runNight(folder, databaseUrl)

    report(night, result, wallSeconds)
  }
  const summary = JSON.parse(await readFile(join(folder, 'reports', 'run.json'), 'utf8')) as {
    entities: readonly {
      entity: string
      records: number
      goldenRecords: number
      candidatePairs: number
      links: number
    }[]
  }

  console.table(summary.entities.filter(({ records }) => records > 0))
  if (!isKept) await rm(folder, { recursive: true })
  else console.log(folder)
}

function runNight(folder: string, databaseUrl: string) {
  const main = new URL('../../dist/engine/cli/main.js', import.meta.url).pathname
  const words = [main, 'run', '--plan', join(folder, 'touchstone.yaml'), '--as-of', '2026-01-10T02:00:00Z', '--json']
  const start = performance.now()
  const { stdout, stderr, status } = spawnSync('node', words, {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  })

  if (status !== 0) throw new Error(`the night ended with ${status}\n${stderr}${stdout}`)
  return {
    result: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as NightLine,
    wallSeconds: (performance.now() - start) / 1000,
  }
}

function report(night: string, { stages, peakMemoryMiB, counts }: NightLine, wallSeconds: number): void {
  const total = Object.values(stages).reduce((sum, seconds) => sum + seconds, 0)

  console.log(`\n${night}: ${wallSeconds.toFixed(1)} s, peak memory ${peakMemoryMiB} MiB`)
  console.table(
    Object.entries(stages).map(([stage, seconds]) => ({
      stage,
      seconds: Number(seconds.toFixed(1)),
      share: `${((100 * seconds) / total).toFixed(0)} %`,
    })),
  )
  console.log(JSON.stringify(counts))
}
