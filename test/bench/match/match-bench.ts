/* oxlint-disable no-console -- a benchmark prints what it measured */
import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { format } from 'prettier'
import { textTable } from '../../../engine/cli/text-table.ts'
import { benchmarksPage, goalRow } from './benchmarks-page.ts'
import { labelledSets, type LabelledSet } from './labelled-sets.ts'
import { machine } from './machine.ts'
import type { Measurement, PeerSetResult, PeerSetting, PeopleMeasurement } from './measurement.ts'
import { outcomeQuality } from './outcome-quality.ts'
import { withPeerBlocking, type PeerBlocking } from './peer-blocking.ts'
import { peopleFile, type PeopleFile } from './people-file.ts'
import { runMatch, runProcess, type MatchJob } from './run-match.ts'
import { runPeerOnPeople, runPeerOnSet } from './run-peer.ts'
import { Sittings } from './sittings.ts'
import { targets } from './targets.ts'

interface MatchBenchOptions {
  readonly sets?: true
  readonly sizes?: string
  readonly seeds: string
  readonly peer?: string
  readonly runs: string
  readonly measurements?: string
}

/** Everything a sitting needs; `note` keeps a measurement and tells it. */
interface Sitting {
  readonly begun: string
  readonly shared: string
  readonly scratch: string
  readonly peer: string | undefined
  readonly runs: number
  note(measurement: Measurement, line: string): Promise<void>
}

const repository = fileURLToPath(new URL('../../../', import.meta.url))

export const matchBench = new Command('match')
  .description('quality, time and memory of matching files, on labelled sets and generated customers')
  .option('--sets', 'the labelled sets only, unless sizes are named too')
  .option('--sizes <list>', 'generated customers, for example 10k,100k,1m,5m,10m')
  .option('--seeds <list>', 'seeds of generated customers', '42')
  .option('--peer <python>', 'a Python that has Splink: measured in turn with ours')
  .option('--runs <count>', 'runs of each size; the median counts', '1')
  .option('--measurements <file>', 'add to the measurements in this file, and write the page from all of them')
  .addHelpText(
    'after',
    '\nData and generators: TOUCHSTONE_SHARED, or ../shared beside the repository. Build first: npm run build.',
  )
  .action(sit)

async function sit(options: MatchBenchOptions): Promise<void> {
  const shared = process.env['TOUCHSTONE_SHARED'] ?? join(repository, '..', 'shared')

  if (!existsSync(join(shared, 'data'))) {
    console.log(`skipped: no benchmark data at ${shared} (TOUCHSTONE_SHARED names another folder)`)
    return
  }
  const scratch = await mkdtemp(join(tmpdir(), 'touchstone-bench-'))
  const file = options.measurements ?? join(scratch, 'measurements.jsonl')
  const sitting: Sitting = {
    ...{ begun: new Date().toISOString(), shared, scratch, peer: options.peer, runs: Number(options.runs) },
    async note(measurement, line) {
      console.log(line)
      await appendFile(file, `${JSON.stringify(measurement)}\n`)
    },
  }

  if (options.sets !== undefined || options.sizes === undefined)
    for (const set of labelledSets) await measureSet(set, sitting)
  for (const rows of sizesOf(options))
    for (const seed of options.seeds.split(',').map(Number)) await measurePeople(rows, seed, sitting)
  const measurements = (await readFile(file, 'utf8')).trimEnd().split('\n')

  await report(new Sittings(measurements.map((line) => JSON.parse(line) as Measurement)), sitting)
  await rm(scratch, { recursive: true })
}

function sizesOf({ sets, sizes }: MatchBenchOptions): readonly number[] {
  if (sizes === undefined) return sets === undefined ? [10_000, 100_000] : []

  return sizes.split(',').map((size) => {
    const [, digits, unit] = /^(\d+)(k|m)?$/i.exec(size.trim()) ?? []

    if (digits === undefined) throw new Error(`"${size}" is no size: write 10k, 100k or 1m.`)

    return Number(digits) * { k: 1000, m: 1_000_000, '': 1 }[(unit?.toLowerCase() ?? '') as 'k' | 'm' | '']
  })
}

async function measureSet(set: LabelledSet, sitting: Sitting): Promise<void> {
  const { begun, shared, scratch, peer, note } = sitting
  const data = join(shared, 'data')
  const run = await runMatch({
    ...{ files: set.files.map((file) => join(data, set.folder, file)), truth: join(data, set.folder, set.truth) },
    ...{ out: join(scratch, set.folder), isLinkOnly: set.isLinkOnly },
  })

  await note(
    { kind: 'set', sitting: begun, set: set.name, ...run },
    `${set.name}: F1 ${run.figures.f1?.toFixed(4)}, ${run.wallSeconds.toFixed(1)} s`,
  )
  if (peer === undefined || set.peer === undefined) return
  const result = await runPeerOnSet(peer, set, data, scratch)

  await note(
    { kind: 'peer set', sitting: begun, set: set.name, result },
    `  Splink ${result.version}: ${peerF1(result)}`,
  )
  for (const blocking of set.blockings ?? []) await measureSamePairs(set, blocking, peer, sitting)
}

/** The automatic model of the columns the peer has, on exactly the pairs the peer compares. */
async function measureSamePairs(
  set: LabelledSet,
  blocking: PeerBlocking,
  peer: string,
  { begun, shared, scratch, note }: Sitting,
): Promise<void> {
  const data = join(shared, 'data')
  const out = join(scratch, `${set.folder}-same`)
  const model = join(scratch, `${set.folder}-same.json`)
  const job = {
    ...{ files: set.files.map((file) => join(data, set.folder, file)), truth: join(data, set.folder, set.truth) },
    ...{ out, isLinkOnly: set.isLinkOnly },
    ...(set.peerColumns === undefined ? {} : { ignoredColumns: await columnsBut(set.peerColumns, set, data) }),
  }

  await runMatch(job)
  await writeFile(model, withPeerBlocking(await readFile(join(out, 'model.json'), 'utf8'), blocking))
  const ours = (await runMatch({ ...job, model })).figures
  const result = await runPeerOnSet(peer, { folder: set.folder, peer: blocking }, data, scratch)

  if (ours.candidatePairs !== result.candidatePairs)
    throw new Error(`${set.name}: ${ours.candidatePairs} pairs of ours, ${result.candidatePairs} of the peer.`)
  await note(
    { kind: 'same pairs', sitting: begun, set: set.name, rules: blocking.rules, ours, result },
    `  on the peer's pairs (${blocking.rules}): F1 ${ours.f1?.toFixed(4)}; Splink ${peerF1(result)}`,
  )
}

async function columnsBut(kept: readonly string[], { folder, files }: LabelledSet, data: string) {
  const [header = ''] = (await readFile(join(data, folder, files[0] ?? ''), 'utf8')).split('\n', 1)

  return header
    .trim()
    .split(',')
    .filter((column) => column !== 'id' && !kept.includes(column))
}

function peerF1({ at }: PeerSetResult): string {
  return `F1 ${Object.values(at)
    .map(({ pairwise }) => pairwise.f1?.toFixed(4))
    .join(', ')} at probability ${Object.keys(at).join(', ')}`
}

/** Ours and each setting of the peer in turn, so that a busy spell of the machine falls on all. */
async function measurePeople(rows: number, seed: number, sitting: Sitting): Promise<void> {
  const folder = join(tmpdir(), 'touchstone-people')

  await mkdir(folder, { recursive: true })
  const { csv, truth } = await peopleFile(join(sitting.shared, 'bench', 'generate_people.mjs'), folder, rows, seed)

  for (let turn = 0; turn < sitting.runs; turn += 1) {
    const ours = await measureOurs(rows, seed, { csv, truth }, sitting)

    if (sitting.peer === undefined) continue
    for (const setting of await settingsOf(sitting.peer)) {
      const script = join(sitting.shared, 'bench', 'splink_baseline.py')
      const result = await runPeerOnPeople(sitting.peer, script, csv, setting, sitting.scratch)

      await sitting.note(
        { kind: 'peer people', sitting: sitting.begun, rows, seed, result },
        `  Splink ${result.version} ${setting}: ${result.totalSeconds.toFixed(1)} s (${(result.totalSeconds / ours.wallSeconds).toFixed(1)} ×), F1 of clusters ${result.clustersAt95.f1?.toFixed(4)}`,
      )
    }
  }
}

/** Timed without the truth; what blocking missed is asked in a run of its own, where that takes less than minutes. */
async function measureOurs(
  rows: number,
  seed: number,
  { csv, truth }: PeopleFile,
  { begun, scratch, note }: Sitting,
): Promise<PeopleMeasurement> {
  const job = { files: [csv], out: join(scratch, 'people'), ignoredColumns: ['cluster'], isLinkOnly: false }
  const loadBefore = loadavg()[0] ?? 0
  const run = await runMatch(job)
  const quality = await outcomeQuality(job.out, truth, rows)
  const candidateRecall = rows > 1_000_000 ? undefined : await blockingRecall({ ...job, truth }, quality.clusters.f1)
  const measurement: PeopleMeasurement = {
    ...{ kind: 'people', sitting: begun, rows, seed, loadBefore, ...run, ...quality },
    ...(candidateRecall === undefined ? {} : { candidateRecall }),
  }

  await note(
    measurement,
    `${rows} customers, seed ${seed}: F1 of links ${quality.links.f1?.toFixed(4)}, of clusters ${quality.clusters.f1?.toFixed(4)}, ${run.wallSeconds.toFixed(1)} s, ${run.figures.peakMemoryMiB} MiB`,
  )

  return measurement
}

/** What the command says it did not miss by blocking; its F1 has to be the one found in the files it wrote. */
async function blockingRecall(job: MatchJob, f1Written: number | undefined): Promise<number | undefined> {
  const { f1, candidateRecall } = (await runMatch(job)).figures

  if (Math.abs((f1 ?? 0) - (f1Written ?? 0)) > 1e-9)
    throw new Error(`The command says F1 ${f1}, the clusters it wrote have ${f1Written}.`)

  return candidateRecall
}

/** Capped training exists from version 5 on. */
async function settingsOf(python: string): Promise<readonly PeerSetting[]> {
  const { output } = await runProcess(python, ['-c', 'import splink; print(splink.__version__)'])

  return output.startsWith('4') ? ['lib', 'expert'] : ['lib', 'expert', 'expert, capped training']
}

async function report(sittings: Sittings, { begun }: Sitting): Promise<void> {
  const page = benchmarksPage(sittings, begun.slice(0, 10), machine())
  const path = join(repository, 'docs', 'benchmarks.md')

  console.log(textTable(['what', 'number', 'measured', 'met'], targets(sittings).map(goalRow)))
  await writeFile(path, await format(page, { parser: 'markdown', printWidth: 120 }))
  console.log(`\nWritten: ${path}`)
}
