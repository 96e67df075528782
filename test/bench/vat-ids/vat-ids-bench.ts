/* oxlint-disable no-console -- a benchmark prints what it measured */
import { spawnSync } from 'node:child_process'
import { Command } from 'commander'
import { readVatId } from '../../../rules/normalize/vat-id.ts'
import { generateVatIds, vatIdPrefixes, type GeneratedId } from './generate-vat-ids.ts'
import { knownDifference } from './known-differences.ts'

interface Opinion extends GeneratedId {
  readonly ours: string
  readonly theirs: string
}

export const vatIdsBench = new Command('vat-ids')
  .description("VAT ids read by us and by Debian's python3-stdnum: every country, every way to write one wrong")
  .option('--count <ids>', 'ids of each country', '10000')
  .option('--seed <number>', 'other ids', '1')
  .option('--show <lines>', 'differences to print per country', '5')
  .action((options: { count: string; seed: string; show: string }) => {
    const python = pythonWithStdnum()

    if (python === undefined) console.log('skipped: no python3 with the package python3-stdnum')
    else compare(python, Number(options.count), Number(options.seed), Number(options.show))
  })

/** A python3 of the user's own may stand before the system's, which has Debian's packages. */
function pythonWithStdnum(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import stdnum.eu.vat']).status === 0,
  )
}

function compare(python: string, count: number, seed: number, show: number): void {
  const ids = vatIdPrefixes.flatMap((prefix) => generateVatIds(prefix, count, seed))
  const theirs = theirOpinions(python, ids)
  const start = performance.now()
  const ours = ids.map(({ prefix, text, isBare }) => ourOpinion(prefix, text, isBare))
  const seconds = (performance.now() - start) / 1000
  const opinions = ids.map((id, index) => ({ ...id, ours: ours[index] ?? '', theirs: theirs[index] ?? '' }))
  const rows = vatIdPrefixes.map((prefix) =>
    report(
      opinions.filter((opinion) => opinion.prefix === prefix),
      show,
    ),
  )

  console.table(rows)
  console.log(
    `${ids.length} ids read in ${seconds.toFixed(2)} s; unexplained: ${rows.reduce((sum, row) => sum + row.unexplained, 0)}`,
  )
  if (rows.some(({ unexplained }) => unexplained > 0)) process.exitCode = 1
}

function theirOpinions(python: string, ids: readonly GeneratedId[]): readonly string[] {
  const script = new URL('stdnum_vat_ids.py', import.meta.url).pathname
  const input = ids.map(({ prefix, isBare, text }) => `${prefix}\t${isBare ? 'bare' : ''}\t${text}\n`).join('')
  const { stdout, stderr, status } = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 })

  if (status !== 0) throw new Error(stderr)
  return stdout.split('\n')
}

function ourOpinion(prefix: string, text: string, isBare: boolean): string {
  const country = isBare ? ({ EL: 'GR', XI: 'GB' }[prefix] ?? prefix) : 'US'
  const outcome = readVatId(text, country, true)

  // A bare number of Northern Ireland looks like any British one.
  return outcome.ok ? (isBare ? prefix + outcome.value.slice(2) : outcome.value) : ''
}

function report(opinions: readonly Opinion[], show: number) {
  const differing = opinions.filter(({ ours, theirs }) => ours !== theirs)
  const unexplained = differing.filter((opinion) => knownDifference(opinion) === undefined)
  const reasons = [
    ...new Set(differing.map((opinion) => knownDifference(opinion)).filter((reason) => reason !== undefined)),
  ]

  for (const reason of reasons) console.log(`${opinions[0]?.prefix} ${reason}`)
  for (const { prefix, kind, text, ours, theirs } of unexplained.slice(0, show))
    console.log(`${prefix} ${kind} ${JSON.stringify(text)}: we say ${ours || 'no'}, stdnum ${theirs || 'no'}`)
  return {
    prefix: opinions[0]?.prefix,
    ids: opinions.length,
    'both right': opinions.filter(({ ours, theirs }) => ours !== '' && ours === theirs).length,
    'both wrong': opinions.filter(({ ours, theirs }) => ours === '' && theirs === '').length,
    known: differing.length - unexplained.length,
    unexplained: unexplained.length,
  }
}
