import { join } from 'node:path'
import { Command } from 'commander'
import { nights } from './calendar.ts'
import { companyTable, demoSummary, type DemoResult } from './demo/demo-summary.ts'
import { makeDemoFolder } from './demo/demo-folder.ts'
import { paint } from './demo/paint.ts'
import { runNight } from './demo/run-night.ts'
import { generate, passOneDay } from './generate.ts'
import { erpSchemaUrl } from './night-one.ts'
import { scoreNightOne, scoreNightTwo } from './score.ts'

interface DemoOptions {
  readonly seed: number
  readonly scale: number
  readonly json: boolean
  readonly keep: boolean
  readonly erpUrl?: string
  readonly storeUrl?: string
}

/** An address where nobody listens: what an ERP server that is down looks like. */
const deadServer = 'postgres://nobody@127.0.0.1:1/erp'

const program = new Command('demo')
  .description('Makes eight systems of one company with planted faults, runs two nights, and tells what was found.')
  .option('--seed <number>', 'another seed, another company', Number, 7)
  .option('--scale <factor>', '1 is 60,000 customer records, 60,000 orders, 50,000 invoices', Number, 1)
  .option('--json', 'end with one line of JSON instead of the summary', false)
  .option('--keep', 'keep an earlier demo: write beside it', false)
  .option('--erp-url <url>', 'a PostgreSQL server for the ERP; its schema touchstone_example is replaced')
  .option('--store-url <url>', 'a PostgreSQL server for the store, instead of the embedded one')

/** Generates, runs night one, lets a day pass, runs night two, and scores both. */
async function demo(options: DemoOptions): Promise<DemoResult> {
  const { say, erpUrl } = voiceOf(options)
  const folder = makeDemoFolder(options.keep)
  const start = performance.now()

  say(`Making Example s.r.o. (seed ${options.seed}, scale ${options.scale}) …`)
  const generated = await generate(folder, { seed: options.seed, scale: options.scale, erpUrl })
  const generateSeconds = (performance.now() - start) / 1000

  say(companyTable(generated.company))
  const call = {
    systems: generated.systems,
    store: join(folder, 'store'),
    environment: environmentOf(options, erpUrl === undefined ? undefined : erpSchemaUrl(erpUrl)),
    isProgressShown: !options.json && process.stderr.isTTY,
  }

  say('Night one …')
  const one = await runNight({ ...call, asOf: nights.one, keepReportsIn: join(folder, 'night-one'), exitCodes: [0, 1] })

  say('A day passes: one record in a hundred changes, the ERP goes down, a file is cut, a column renamed.')
  const truth = await passOneDay(generated, erpUrl !== undefined)
  const atNight = erpUrl === undefined ? call : { ...call, environment: environmentOf(options, deadServer) }

  say('Night two …')
  const two = await runNight({ ...atNight, asOf: nights.two, keepReportsIn: join(folder, 'night-two'), exitCodes: [3] })
  const scores = { ...scoreNightOne(one.reports, truth), ...scoreNightTwo(two.reports, truth) }

  return { folder, generateSeconds, one, two, scores }
}

function voiceOf({ json, erpUrl }: DemoOptions) {
  return {
    say: (text: string) => (json ? undefined : console.log(text)),
    erpUrl: erpUrl ?? process.env['TOUCHSTONE_ERP_URL'],
  }
}

/** The demo's own store and ERP, whatever the shell has set for the product. */
function environmentOf({ storeUrl }: DemoOptions, erpUrl: string | undefined): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, TOUCHSTONE_ERP_URL: __, ...rest } = process.env

  return {
    ...rest,
    ...(storeUrl === undefined ? {} : { DATABASE_URL: storeUrl }),
    ...(erpUrl === undefined ? {} : { TOUCHSTONE_ERP_URL: erpUrl }),
  }
}

/** The one line of `--json`. */
function jsonLine({ generateSeconds, one, two, scores, folder }: DemoResult): string {
  const named = (night: string, stages: Readonly<Record<string, number>>) =>
    Object.entries(stages).map(([name, spent]) => [`${night} ${name}`, spent] as const)

  return JSON.stringify({
    faults: scores,
    stages: Object.fromEntries([
      ['generate', generateSeconds],
      ...named('night one', one.stages),
      ['night one', one.seconds],
      ...named('night two', two.stages),
      ['night two', two.seconds],
    ]),
    peakMemoryMiB: Math.max(one.peakMemoryMiB, two.peakMemoryMiB),
    reports: folder,
  })
}

program.parse()
const options = program.opts<DemoOptions>()

try {
  const result = await demo(options)

  console.log(options.json ? jsonLine(result) : demoSummary(result, paint(process.stdout.isTTY)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
