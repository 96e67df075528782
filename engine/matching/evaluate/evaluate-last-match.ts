import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import type { Session } from '../../store/store.ts'
import { isOutdated, reloadMatch } from '../explain/reload-match.ts'
import { weighAgain, type ExplainedWeight } from '../explain/weigh-again.ts'
import { candidateTest } from './candidate-test.ts'
import { evaluateBlocking, type CandidateRecall } from './evaluate-blocking.ts'
import { evaluateClusters } from './evaluate-clusters.ts'
import { evaluateLinks } from './evaluate-links.ts'
import { lastMatch } from './last-match.ts'
import { precisionRecall, type ThresholdQuality } from './precision-recall.ts'
import type { ClusterQuality, PairQuality } from './quality.ts'
import { readTruth } from './read-truth.ts'
import { falseLinks, missedPairs, type WorstErrors, type WrongPair } from './worst-errors.ts'

/** An error with the names of its records and the waterfall of its weight. */
export interface ExplainedError extends Omit<WrongPair, 'left' | 'right'> {
  readonly left: string
  readonly right: string
  readonly waterfall: ExplainedWeight
}

export interface ExplainedErrors extends Omit<WorstErrors, 'shown'> {
  readonly shown: readonly ExplainedError[]
}

/** How good the last match of a kind was, measured by a truth file. */
export interface MatchEvaluation {
  readonly kind: MatchedKind
  readonly recordCount: number
  readonly truthLineCount: number
  readonly unknownLineCount: number
  readonly candidates: CandidateRecall
  readonly links: PairQuality
  readonly clusters: ClusterQuality
  readonly curve: readonly ThresholdQuality[]
  readonly linkAbove: number
  readonly falseLinks: ExplainedErrors
  readonly missedPairs: ExplainedErrors
  /** Records or decisions have changed since the last match. */
  readonly isOutdated: boolean
}

/** Measures links, clusters and blocking of the last match of a kind; ids of the truth are `system:key`. Needs a transaction. */
export async function evaluateLastMatch(
  session: Session,
  kind: MatchedKind,
  truthPath: string,
  signal: AbortSignal,
): Promise<MatchEvaluation> {
  const reloaded = await reloadMatch(session, kind, signal)

  if (reloaded === undefined) throw new ReconcileError('NOTHING_MATCHED', { kind })
  const { rows, labels, kernel, data, model } = reloaded
  const rowOf = new Map(labels.map((label, row) => [label, row]))
  const { truth, lineCount, unknownLineCount } = await readTruth(truthPath, rows.count, (id) => rowOf.get(id))
  const found = await lastMatch(session, kind, rows.recordIds)

  model.blockingRules.forEach((_, rule) => kernel.block(rule))
  const isCandidate = candidateTest(data.blocks)
  const explain = ({ shown, ...counts }: WorstErrors): ExplainedErrors => ({
    ...counts,
    shown: shown.map(({ left, right, ...pair }) => ({
      ...pair,
      left: labels[left] as string,
      right: labels[right] as string,
      waterfall: weighAgain(reloaded, left, right),
    })),
  })

  return {
    kind,
    recordCount: rows.count,
    truthLineCount: lineCount,
    unknownLineCount,
    candidates: evaluateBlocking(truth, isCandidate),
    links: evaluateLinks(linksOf(found.kept), truth),
    clusters: evaluateClusters(found.clusterOf, truth),
    curve: precisionRecall(found.kept, truth),
    linkAbove: model.linkAbove,
    falseLinks: explain(falseLinks(found, truth)),
    missedPairs: explain(missedPairs(found, truth, isCandidate, kernel.weigher.weigh)),
    isOutdated: await isOutdated(session, reloaded),
  }
}

function linksOf({ left, right, isLink }: Awaited<ReturnType<typeof lastMatch>>['kept']) {
  return { left: left.filter((_, link) => isLink[link]), right: right.filter((_, link) => isLink[link]) }
}
