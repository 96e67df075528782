import { counted } from '../../../reports/readable-number.ts'
import { measuredText, type PairQuality } from '../../matching/evaluate/quality.ts'
import type { WorstErrors } from '../../matching/evaluate/worst-errors.ts'
import type { WrittenEvaluation } from './evaluate-match.ts'
import { textTable } from '../text-table.ts'

/** How good a match was, for people. */
export function evaluationText(evaluation: WrittenEvaluation): string {
  const { kind, recordCount, truthLineCount, unknownLineCount, candidates, links, clusters, files } = evaluation
  const { falseLinks, missedPairs } = evaluation
  const { bCubed } = clusters

  return [
    `The last match of ${recordCount} ${kind} records against ${truthLineCount} lines of truth.\n`,
    unknownLineCount === 0
      ? ''
      : `${unknownLineCount} lines name a record that was not matched and count for nothing; ids are system:key.\n`,
    '\n',
    textTable(
      ['', 'precision', 'recall', 'F1', 'true pairs', 'found', 'right'],
      [
        ['links', ...measuresOf(links), ...countsOf(links)],
        ['clusters', ...measuresOf(clusters), ...countsOf(clusters)],
        ['clusters, B-cubed', ...measuresOf(bCubed)],
        ['candidate pairs', '', measuredText(candidates.candidateRecall)],
      ],
    ),
    candidates.isSample
      ? `Of so many true pairs ${candidates.visited} were drawn evenly to measure candidate recall.\n`
      : '',
    '\n',
    errorsLine(counted(falseLinks.count, 'false link'), []),
    errorsLine(
      `${counted(missedPairs.count, candidates.isSample ? 'drawn pair' : 'true pair')} in two clusters`,
      missedPairs.reasons,
    ),
    evaluation.isOutdated ? 'Records or decisions have changed since the last match.\n' : '',
    '\n',
    ...files.map((file) => `${file}\n`),
  ].join('')
}

/** The same for programs: null is "not measured". */
export function evaluationFacts(evaluation: WrittenEvaluation): object {
  const { kind, recordCount, truthLineCount, unknownLineCount, candidates, links, clusters, isOutdated, files } =
    evaluation

  return {
    kind,
    records: recordCount,
    truthLines: truthLineCount,
    unknownLines: unknownLineCount,
    candidateRecall: candidates.candidateRecall ?? null,
    candidateRecallIsSampled: candidates.isSample,
    links: orNull(links),
    clusters: { ...orNull(clusters), bCubed: orNull(clusters.bCubed) },
    falseLinks: evaluation.falseLinks.count,
    missedPairs: evaluation.missedPairs.count,
    missedBecause: Object.fromEntries(evaluation.missedPairs.reasons.map(({ reason, count }) => [reason, count])),
    isOutdated,
    files,
  }
}

/** JSON leaves out what is undefined. */
function orNull<Measures extends Pick<PairQuality, 'precision' | 'recall' | 'f1'>>(measures: Measures) {
  const { precision, recall, f1 } = measures

  return { ...measures, precision: precision ?? null, recall: recall ?? null, f1: f1 ?? null }
}

function measuresOf({ precision, recall, f1 }: Pick<PairQuality, 'precision' | 'recall' | 'f1'>): readonly string[] {
  return [precision, recall, f1].map(measuredText)
}

function countsOf({ truePairs, foundPairs, rightPairs }: PairQuality): readonly string[] {
  return [truePairs, foundPairs, rightPairs].map(String)
}

function errorsLine(what: string, reasons: WorstErrors['reasons']): string {
  const detail = reasons.map(({ reason, count }) => `${count} ${reason}`).join(', ')

  return `${what}${detail === '' ? '' : `: ${detail}`}\n`
}
