import { access, constants } from 'node:fs/promises'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { candidateTest } from '../../matching/evaluate/candidate-test.ts'
import { evaluateBlocking } from '../../matching/evaluate/evaluate-blocking.ts'
import { evaluateClusters } from '../../matching/evaluate/evaluate-clusters.ts'
import { evaluateLinks } from '../../matching/evaluate/evaluate-links.ts'
import type { ClusterQuality, Measured, PairQuality } from '../../matching/evaluate/quality.ts'
import { readTruth } from '../../matching/evaluate/read-truth.ts'
import type { TableMatch } from '../../matching/match-table.ts'
import { idOf, type MatchTable } from '../../matching/table/match-table.ts'

export interface MatchQuality {
  readonly candidateRecall: Measured
  readonly clusters: ClusterQuality
  readonly links: PairQuality
  /** Lines of the truth file about records that are not in the files. */
  readonly unknownLineCount: number
}

/** Said before the work rather than after it. */
export async function assertTruthReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new ReconcileError(
      'TRUTH_UNREADABLE',
      { path, cause: (cause as NodeJS.ErrnoException).code ?? '' },
      { cause },
    )
  })
}

/** Measures a match against a truth file. In a file of pairs the first column names records of the first file, the second those of the second. */
export async function measureMatch(
  truthPath: string,
  paths: readonly string[],
  table: MatchTable,
  { data, clusterOf }: TableMatch,
  links: { readonly left: Int32Array; readonly right: Int32Array },
): Promise<MatchQuality> {
  const recordOf = recordFinder(paths, table)
  const { truth, unknownLineCount } = await readTruth(truthPath, table.count, recordOf)
  const { systems } = data.blocks

  return {
    candidateRecall: evaluateBlocking(truth, candidateTest(data.blocks), systems).candidateRecall,
    clusters: evaluateClusters(clusterOf, truth, systems),
    links: evaluateLinks(links, truth, systems),
    unknownLineCount,
  }
}

/** Finds a record by its id as files or links.csv write it; where files share ids, by the side of the pair it stands on. */
function recordFinder(paths: readonly string[], table: MatchTable) {
  const written = new Map<string, number>()
  const byFile = table.files.map(() => new Map<string, number>())

  table.files.forEach(({ name, from, count }, file) => {
    for (let record = from; record < from + count; record += 1) {
      const id = idOf(table.ids, record)

      written.set(id, record)
      byFile[file]?.set(id.startsWith(`${name}:`) ? id.slice(name.length + 1) : id, record)
    }
  })
  const fileOf = (side: number) => table.files.findIndex(({ path }) => path === paths[side])
  const sides = { left: byFile[fileOf(0)], right: byFile[fileOf(1)] }

  return (id: string, side: 'left' | 'right' | undefined): number | undefined => {
    const own = side === undefined || table.files.length !== 2 ? undefined : sides[side]?.get(id)

    return own ?? written.get(id) ?? byFile.find((records) => records.has(id))?.get(id)
  }
}
