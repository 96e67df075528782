import { join } from 'node:path'
import { linkVerdicts, type HotValue } from '../../matching/match-outcome.ts'
import { measuredText } from '../../matching/evaluate/quality.ts'
import type { MatchQuality } from './match-quality.ts'
import type { MatchResult } from './match-result.ts'
import { modelOriginText } from './model-origin-text.ts'
import { shownValue } from '../shown-value.ts'
import { counted, grouped, summaryLines, type SummaryLine } from '../summary-lines.ts'

const HOT_VALUES_SHOWN = 2

/** What a match came to, for the person who started it. */
export function matchSummary(result: MatchResult, columns: number): string {
  const { table, match, quality, seconds, peakMemoryMiB, out, written } = result

  return summaryLines(
    [
      ['records', recordsText(result)],
      ...(match.origin === undefined ? [] : modelOriginText(match.origin, match, table.count)),
      ['pairs', pairsText(result)],
      ...hotLines(match.hotValues),
      ...linkLines(result),
      ['clusters', `${grouped(clustersOfSeveral(match.clusterOf))} of more than one record`],
      ...(quality === undefined ? [] : qualityLines(quality)),
      ['time', timeText(seconds, peakMemoryMiB)],
      ['written', `${written.join(', ')} in ${out}`],
      ['next', nextText(result)],
    ],
    columns,
  )
}

function recordsText({ table }: MatchResult): string {
  const { count, files, rejectedCount, rejectedRows } = table
  const of = `${grouped(count)} of ${files.map(({ name }) => name).join(', ')}`
  const first = rejectedRows[0]

  return first === undefined
    ? of
    : `${of}; ${counted(rejectedCount, 'row', 'rows')} left out, the first in line ${first.line} (${first.reason})`
}

function pairsText({ table, match, isLinkOnly }: MatchResult): string {
  const pairsOf = (count: number) => (count * (count - 1)) / 2
  const within = isLinkOnly ? table.files.reduce((sum, { count }) => sum + pairsOf(count), 0) : 0
  const possible = pairsOf(table.count) - within

  return `${grouped(match.candidatePairCount)} compared${possible === 0 ? '' : ` of ${grouped(possible)} there are`}`
}

function hotLines(hotValues: readonly HotValue[]): readonly SummaryLine[] {
  if (hotValues.length === 0) return []
  const shown = hotValues
    .toSorted((one, other) => other.count - one.count)
    .slice(0, HOT_VALUES_SHOWN)
    .map(({ rule, value, count }) => `"${shownValue(value)}" in ${grouped(count)} records (${rule})`)

  return [
    [
      'too common',
      `${counted(hotValues.length, 'value', 'values')} to choose pairs by, so left to other rules: ${shown.join(', ')}${hotValues.length > HOT_VALUES_SHOWN ? ', …' : ''}`,
    ],
  ]
}

const separationTexts: Readonly<Record<string, string>> = {
  tie: 'two equal rivals, of which only one could be right',
  bridge: 'a single link between two clusters that hold without it',
  'low-density': 'too few of the links that two clusters of one thing would have',
  'two-records-of-a-duplicate-free-system': 'a stronger link to the same file',
}

/** Links, and what stayed below them: pairs too light, and pairs heavy enough that clustering took apart. */
function linkLines({ match, links }: MatchResult): readonly SummaryLine[] {
  const { linkAbove, reviewAbove } = match.model
  const possible = linkVerdicts.indexOf('possible')
  const reasons = new Map<string, number>()
  let light = 0

  match.links.verdict.forEach((verdict, link) => {
    if (verdict !== possible) return
    const reason = match.separationReasons[match.links.separatedBy[link] as number]

    if (reason === undefined) light += 1
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  })

  return [
    ['links', `${grouped(links.left.length)} with a probability of ${linkAbove.toFixed(2)} or more`],
    ...(light === 0
      ? []
      : [
          [
            '',
            `${counted(light, 'possible link', 'possible links')} between ${reviewAbove.toFixed(2)} and ${linkAbove.toFixed(2)}, not taken`,
          ] as const,
        ]),
    ...[...reasons].map(([reason, count]): SummaryLine => [
      '',
      `${grouped(count)} taken apart: ${separationTexts[reason] ?? reason}`,
    ]),
  ]
}

function qualityLines({ candidateRecall, clusters, links, unknownLineCount }: MatchQuality): readonly SummaryLine[] {
  const text = (measured: MatchQuality['candidateRecall']) => measuredText(measured)

  return [
    [
      'quality',
      `precision ${text(clusters.precision)}, recall ${text(clusters.recall)}, F1 ${text(clusters.f1)}, B-cubed ${text(clusters.bCubed.f1)}`,
    ],
    ['', `candidate recall ${text(candidateRecall)}; links alone: F1 ${text(links.f1)}`],
    ...(unknownLineCount === 0
      ? []
      : [['', `${grouped(unknownLineCount)} lines of the truth file name no record of these files`] as const]),
  ]
}

/** What most people ask next, and only one thing of it. */
function nextText({ table, links, quality, isLinkOnly, out }: MatchResult): string {
  if (table.count === 0) return 'the files hold no rows below their headers'
  if (links.left.length === 0) return 'no two records seem the same; --ignore leaves out columns that mislead'
  const look = `look at the end of ${join(out, 'links.csv')} first: the weakest links stand last`

  if (table.files.length > 1 && !isLinkOnly) return `${look}. If no file has duplicates of its own, add --link-only`

  return quality === undefined ? `${look}. --truth measures the result by pairs you know` : look
}

function clustersOfSeveral(clusterOf: Int32Array): number {
  const sizes = new Int32Array(clusterOf.length)

  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1

  return sizes.reduce((count, size) => (size > 1 ? count + 1 : count), 0)
}

function timeText(seconds: MatchResult['seconds'], peakMemoryMiB: number): string {
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0)

  return `${total.toFixed(1)} s and at most ${grouped(peakMemoryMiB)} MiB of memory: ${Object.entries(seconds)
    .map(([stage, value]) => `${stage} ${value.toFixed(1)}`)
    .join(', ')}`
}
