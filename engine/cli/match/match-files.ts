import { resolve } from 'node:path'
import { matchTable, type TableMatch } from '../../matching/match-table.ts'
import { linkVerdicts } from '../../matching/match-outcome.ts'
import { readTables } from '../../matching/table/read-tables.ts'
import { stopwatch } from '../../matching/stopwatch.ts'
import { showProgress, silentProgress } from '../../operations/progress.ts'
import type { Progress } from '../../operations/tools.ts'
import { matchFacts } from './match-facts.ts'
import { assertTruthReadable, measureMatch } from './match-quality.ts'
import type { MatchResult } from './match-result.ts'
import { matchSummary } from './match-summary.ts'
import { readModel } from './read-model.ts'
import type { Surroundings } from '../surroundings.ts'
import { prepareFolder, writeMatch } from './write-match.ts'

export interface MatchFilesOptions {
  readonly id?: string
  readonly ignore: readonly string[]
  readonly linkOnly: boolean
  readonly out: string
  readonly model?: string
  readonly truth?: string
}

/** Matches files and tells what was found: as text, or as one line of JSON at the end. */
export async function matchFiles(
  files: readonly string[],
  options: MatchFilesOptions,
  isJson: boolean,
  workerCount: number,
  surroundings: Surroundings,
): Promise<void> {
  const { clock, write, writeError, isErrorTerminal, errorColumns } = surroundings
  const output = { write: writeError, isTerminal: isErrorTerminal, columns: errorColumns }
  const progress = isJson ? silentProgress : showProgress(output, clock)
  const result = await matchAndWrite(files, options, { workerCount, progress }, surroundings).finally(() =>
    progress.done(),
  )

  write(isJson ? `${JSON.stringify(matchFacts(result))}\n` : matchSummary(result, errorColumns))
}

/** What is wrong with the arguments is said before the work, not after it. */
async function matchAndWrite(
  files: readonly string[],
  { model: modelPath, truth, out, linkOnly: isLinkOnly, id, ignore }: MatchFilesOptions,
  { workerCount, progress }: { readonly workerCount: number; readonly progress: Progress },
  { workingDirectory, signal }: Surroundings,
): Promise<MatchResult> {
  const place = (path: string) => resolve(workingDirectory, path)
  const paths = files.map(place)
  const watch = stopwatch()
  const model = modelPath === undefined ? undefined : await readModel(place(modelPath))

  if (truth !== undefined) await assertTruthReadable(place(truth))
  progress.stage('read')
  const table = await readTables(paths, { id, ignored: ignore }, { workerCount, signal })

  await prepareFolder(place(out))
  watch.lap('read')
  progress.stage(model === undefined ? 'make a model' : 'find candidate pairs')
  const match = await matchTable(
    table,
    { acrossSystemsOnly: isLinkOnly, model },
    { workerCount, signal, progress: pairProgress(progress) },
  )

  watch.lap('match')
  const links = linksOf(match)
  const written = await writeMatch(place(out), { table, match, links })

  watch.lap('write')
  const quality = truth === undefined ? undefined : await measureMatch(place(truth), paths, table, match, links)

  watch.lap('evaluate')
  const { read = 0, write = 0, evaluate = 0 } = watch.seconds()

  return {
    ...{ table, match, isLinkOnly, links, quality, out, written },
    seconds: { read, ...match.seconds, write, ...(quality === undefined ? {} : { evaluate }) },
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
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

function pairProgress(progress: Progress): (done: number, total: number) => void {
  let advanced = -1

  return (done, total) => {
    if (advanced === -1) progress.stage('compare pairs', total)
    progress.advance(done - Math.max(0, advanced))
    advanced = done
  }
}
