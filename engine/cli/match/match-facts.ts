import type { Measured } from '../../matching/evaluate/quality.ts'
import type { MatchQuality } from './match-quality.ts'
import type { MatchResult } from './match-result.ts'

/** What a match came to, for programs: what was not measured is null. */
export function matchFacts({ table, match, links, quality, seconds, peakMemoryMiB }: MatchResult) {
  return {
    rows: table.count,
    candidatePairs: match.candidatePairCount,
    links: links.left.length,
    clusters: match.clusterOf.reduce((count, cluster, record) => (cluster === record ? count + 1 : count), 0),
    ...qualityFacts(quality),
    rejectedRows: table.rejectedCount,
    seconds: secondsFacts(seconds),
    peakMemoryMiB,
  }
}

function qualityFacts(quality: MatchQuality | undefined) {
  const { candidateRecall, clusters, links } = quality ?? {}

  return {
    candidateRecall: orNull(candidateRecall),
    precision: orNull(clusters?.precision),
    recall: orNull(clusters?.recall),
    f1: orNull(clusters?.f1),
    bCubed: orNull(clusters?.bCubed.f1),
    ofLinks:
      links === undefined
        ? null
        : { precision: orNull(links.precision), recall: orNull(links.recall), f1: orNull(links.f1) },
  }
}

function orNull(measured: Measured): number | null {
  return measured ?? null
}

function secondsFacts(seconds: MatchResult['seconds']): Readonly<Record<string, number>> {
  const total = Object.values(seconds).reduce((sum, value) => sum + value, 0)

  return Object.fromEntries(
    Object.entries({ ...seconds, total }).map(([stage, value]) => [stage, Number(value.toFixed(3))]),
  )
}
