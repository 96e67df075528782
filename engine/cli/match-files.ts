import { join, resolve } from 'node:path'
import { writeAtomically } from '../../reports/write-atomically.ts'
import { clustersCsv, linksCsv } from '../matching/table/match-csv.ts'
import { matchTable, type TableMatch } from '../matching/match-table.ts'
import { linkVerdicts } from '../matching/match-outcome.ts'
import { readTables } from '../matching/table/read-tables.ts'
import type { MatchTable } from '../matching/table/match-table.ts'
import { stopwatch } from '../matching/stopwatch.ts'
import { showProgress, silentProgress } from '../operations/progress.ts'
import type { Progress } from '../operations/tools.ts'
import { measureMatch, type MatchQuality } from './match-quality.ts'
import { matchSummary } from './match-summary.ts'
import { readModel } from './read-model.ts'
import type { Surroundings } from './surroundings.ts'

export interface MatchFilesOptions {
  readonly id?: string
  readonly ignore: readonly string[]
  readonly linkOnly: boolean
  readonly out: string
  readonly model?: string
  readonly truth?: string
}

/** What a match came to. Quality is undefined where no truth was named. */
export interface MatchResult {
  readonly table: MatchTable
  readonly match: TableMatch
  readonly links: { readonly left: Int32Array; readonly right: Int32Array; readonly weight: Float64Array }
  readonly quality: MatchQuality | undefined
  readonly seconds: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
  readonly written: readonly string[]
}

/** Reads the files, matches their records and writes what was found; tells it as text, or as one line of JSON at the end. */
export async function matchFiles(
  files: readonly string[],
  options: MatchFilesOptions,
  isJson: boolean,
  workerCount: number,
  surroundings: Surroundings,
): Promise<void> {
  const { workingDirectory, clock, signal, write, writeError, isErrorTerminal, errorColumns } = surroundings
  const place = (path: string) => resolve(workingDirectory, path)
  const progress = isJson
    ? silentProgress
    : showProgress({ write: writeError, isTerminal: isErrorTerminal, columns: errorColumns }, clock)
  const watch = stopwatch()

  try {
    const model = options.model === undefined ? undefined : await readModel(place(options.model))

    progress.stage('read')
    const table = await readTables(
      files.map(place),
      { id: options.id, ignored: options.ignore },
      { workerCount, signal },
    )

    watch.lap('read')
    const match = await matchTable(
      table,
      { acrossSystemsOnly: options.linkOnly, model },
      { workerCount, signal, progress: pairProgress(progress) },
    )

    watch.lap('match')
    const links = linksOf(match)
    const written = await writeMatch(place(options.out), table, match, links)

    watch.lap('write')
    const quality =
      options.truth === undefined
        ? undefined
        : await measureMatch(place(options.truth), files.map(place), table, match, links)

    watch.lap('evaluate')
    const { match: _, ...outer } = watch.seconds()
    const result: MatchResult = {
      ...{ table, match, links, quality, written },
      seconds: {
        read: outer['read'] ?? 0,
        ...match.seconds,
        write: outer['write'] ?? 0,
        ...(quality === undefined ? {} : { evaluate: outer['evaluate'] ?? 0 }),
      },
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }

    progress.done()
    write(isJson ? `${JSON.stringify(matchJson(result))}\n` : matchSummary(result))
  } finally {
    progress.done()
  }
}

/** Positions of the linked records. */
function linksOf({ links }: TableMatch): MatchResult['links'] {
  const same = linkVerdicts.indexOf('same')
  const chosen = Int32Array.from(links.verdict.keys()).filter((link) => links.verdict[link] === same)

  return {
    left: chosen.map((link) => links.left[link] as number),
    right: chosen.map((link) => links.right[link] as number),
    weight: Float64Array.from(chosen, (link) => links.weight[link] as number),
  }
}

async function writeMatch(
  folder: string,
  { ids }: MatchTable,
  { clusterOf, model }: TableMatch,
  links: MatchResult['links'],
): Promise<readonly string[]> {
  const paths = ['links.csv', 'clusters.csv', 'model.json'].map((name) => join(folder, name))

  await writeAtomically(paths[0] as string, linksCsv(ids, links))
  await writeAtomically(paths[1] as string, clustersCsv(ids, clusterOf))
  await writeAtomically(paths[2] as string, [`${JSON.stringify(model, null, 2)}\n`])

  return paths
}

function pairProgress(progress: Progress): (done: number, total: number) => void {
  let advanced = -1

  return (done, total) => {
    if (advanced === -1) progress.stage('compare pairs', total)
    progress.advance(done - Math.max(0, advanced))
    advanced = done
  }
}

/** One line for programs: what is not measured is null. */
function matchJson({ table, match, links, quality, seconds, peakMemoryMiB }: MatchResult) {
  const rounded = Object.fromEntries(Object.entries(seconds).map(([stage, value]) => [stage, Number(value.toFixed(3))]))

  return {
    rows: table.count,
    candidatePairs: match.candidatePairCount,
    links: links.left.length,
    clusters: match.clusterOf.reduce((count, cluster, record) => (cluster === record ? count + 1 : count), 0),
    candidateRecall: quality?.candidateRecall ?? null,
    precision: quality?.clusters.precision ?? null,
    recall: quality?.clusters.recall ?? null,
    f1: quality?.clusters.f1 ?? null,
    bCubed: quality?.clusters.bCubed.f1 ?? null,
    ofLinks:
      quality === undefined
        ? null
        : {
            precision: quality.links.precision ?? null,
            recall: quality.links.recall ?? null,
            f1: quality.links.f1 ?? null,
          },
    rejectedRows: table.rejectedCount,
    seconds: {
      ...rounded,
      total: Number(
        Object.values(seconds)
          .reduce((sum, value) => sum + value, 0)
          .toFixed(3),
      ),
    },
    peakMemoryMiB,
  }
}
