import { labelledSets } from './labelled-sets.ts'
import { bCubedF1, stageSeconds, type MatchFigures, type PeerSetResult, type PeerSetting } from './measurement.ts'
import type { Sittings } from './sittings.ts'
import { count, pairsPerSecond, targets, type Target } from './targets.ts'

/** docs/benchmarks.md, from everything measured. */
export function benchmarksPage(sittings: Sittings, date: string, machine: string): string {
  const goals = targets(sittings)
  const open = goals.filter(({ isMet }) => isMet === undefined).length

  return `# Benchmarks

Written by \`npm run bench match\` on ${date}. Machine: ${machine}.

Every run is the built command as a process of its own, start-up included, with the automatic model: no labels, no settings,
the truth read only to measure. The peer is Splink on DuckDB, measured in the same sitting. Times of a run that began under a
load of more than about 1 were taken on a busy machine.
${goals.filter(({ isMet }) => isMet === true).length} of ${goals.length} numbers are met${open === 0 ? '' : `, ${open} not measured`}.
[What was tried for the others](benchmark-misses.md).

## Numbers to reach

${table(['what', 'number', 'measured', 'met'], goals.map(goalRow))}

## Labelled sets

Precision, recall and F1 are pairwise, of clusters (of links where both lists are free of duplicates).

${table(['set', 'records', 'candidate pairs', 'candidate recall', 'precision', 'recall', 'F1', 'B-cubed F1', 'seconds', 'MiB'], setRows(sittings))}

## The peer on the same sets

Its clusters at three thresholds of probability, and at the threshold that is best when the truth is known.

${table(['set', 'peer', 'candidate pairs', 'candidate recall', 'F1 at 0.5', '0.9', '0.95', 'with the truth', 'B-cubed F1 at 0.5', '0.9', '0.95', 'with the truth'], peerSetRows(sittings))}

## Both on the same pairs

Our automatic model of the columns the peer's models have, its blocking replaced by the peer's: the candidate pairs are equal.

${table(['set', 'blocking', 'candidate pairs', 'F1', "the peer's at 0.5", '0.9', '0.95', 'with the truth', 'B-cubed F1', "the peer's at 0.5", '0.9', '0.95', 'with the truth'], samePairsRows(sittings))}

## Generated customers

${table(['records', 'seed', 'candidate pairs', 'candidate recall', 'F1 of links', 'precision at ≥ 0.95', 'F1 of clusters', 'precision', 'recall', 'seconds', 'million pairs/s', 'MiB', 'load before', 'sitting'], peopleRows(sittings))}

Shares of the stages:

${table(['records', 'seed', 'stages'], stageRows(sittings))}

## The peer on generated customers

Total without the import of its packages and without measuring; both engines ran in turn. "Times" is the peer's total by our
wall time, start-up included.

${table(['records', 'seed', 'peer', 'setting', 'seconds', 'times', 'MiB', 'F1 of links at 0.95', 'F1 of links with the truth', 'F1 of clusters at 0.95'], peerPeopleRows(sittings))}
`
}

/** The same numbers for the terminal. */
export function goalRow({ what, goal, measured, isMet }: Target): readonly string[] {
  return [what, goal, measured ?? 'not measured', isMet === undefined ? '' : isMet ? 'yes' : '**no**']
}

function setRows(sittings: Sittings): readonly (readonly string[])[] {
  return labelledSets.flatMap(({ name }) => {
    const run = sittings.set(name)

    if (run === undefined) return []
    const { figures, wallSeconds } = run

    return [[name, ...qualityCells(figures), wallSeconds.toFixed(1), String(Math.round(figures.peakMemoryMiB))]]
  })
}

function qualityCells(figures: MatchFigures): readonly string[] {
  return [
    whole(figures.rows),
    whole(figures.candidatePairs),
    ...[figures.candidateRecall, figures.precision, figures.recall, figures.f1, bCubedF1(figures)].map(four),
  ]
}

function peerSetRows(sittings: Sittings): readonly (readonly string[])[] {
  return labelledSets.flatMap(({ name }) => {
    const result = sittings.peerSet(name)?.result

    if (result === undefined) return []
    return [
      [
        ...[name, `Splink ${result.version}: ${result.model}, ${result.rules}`, whole(result.candidatePairs)],
        ...[four(result.candidateRecall), ...peerCells(result, 'pairwise'), ...peerCells(result, 'bCubed')],
      ],
    ]
  })
}

function samePairsRows(sittings: Sittings): readonly (readonly string[])[] {
  return labelledSets.flatMap(({ name, blockings }) =>
    (blockings ?? []).flatMap(({ rules }) => {
      const both = sittings.samePairs(name, rules)

      if (both === undefined) return []

      return [
        [
          ...[name, rules, whole(both.ours.candidatePairs), four(both.ours.f1), ...peerCells(both.result, 'pairwise')],
          ...[four(bCubedF1(both.ours)), ...peerCells(both.result, 'bCubed')],
        ],
      ]
    }),
  )
}

function peerCells({ at, best }: PeerSetResult, measure: 'pairwise' | 'bCubed'): readonly string[] {
  return [...['0.5', '0.9', '0.95'].map((probability) => at[probability]?.[measure].f1), best[measure].f1].map(four)
}

function peopleRows(sittings: Sittings): readonly (readonly string[])[] {
  return sittings.sizes().flatMap(({ rows, seed }) => {
    const run = sittings.people(rows, seed)

    if (run === undefined) return []
    const { figures, wallSeconds, links, clusters, candidateRecall, precisionAt95, loadBefore, sitting } = run
    const rate = pairsPerSecond(run)

    return [
      [
        ...[
          count(rows),
          String(seed),
          whole(figures.candidatePairs),
          ...[candidateRecall, links.f1, precisionAt95].map(four),
        ],
        ...[four(clusters.f1), four(clusters.precision), four(clusters.recall), wallSeconds.toFixed(1)],
        ...[
          rate === undefined ? '' : (rate / 1e6).toFixed(2),
          whole(figures.peakMemoryMiB),
          loadBefore.toFixed(1),
          sitting.slice(0, 10),
        ],
      ],
    ]
  })
}

function stageRows(sittings: Sittings): readonly (readonly string[])[] {
  return sittings.sizes().flatMap(({ rows, seed }) => {
    const run = sittings.people(rows, seed)

    if (run === undefined) return []
    const seconds = stageSeconds(run.figures)
    const total = seconds.reduce((sum, [, time]) => sum + time, 0)
    const shares = seconds.map(
      ([stage, time]) => `${stage} ${time.toFixed(2)} s (${((100 * time) / total).toFixed(0)} %)`,
    )

    return [[count(rows), String(seed), shares.join(', ')]]
  })
}

const peerSettings: readonly PeerSetting[] = ['lib', 'expert', 'expert, capped training']

function peerPeopleRows(sittings: Sittings): readonly (readonly string[])[] {
  return sittings.sizes().flatMap(({ rows, seed }) => {
    const ours = sittings.people(rows, seed)

    if (ours === undefined) return []

    return peerSettings.flatMap((setting) => {
      const result = sittings.peerPeople(ours, setting)?.result

      if (result === undefined) return []

      return [
        [
          ...[count(rows), String(seed), `Splink ${result.version}`, setting, result.totalSeconds.toFixed(1)],
          ...[(result.totalSeconds / ours.wallSeconds).toFixed(1), whole(result.peakMemoryMiB)],
          ...[result.linksAt95.f1, result.linksBest.f1, result.clustersAt95.f1].map(four),
        ],
      ]
    })
  })
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'Not measured.'

  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function four(value: number | undefined): string {
  return value === undefined ? 'not measured' : value.toFixed(4)
}
