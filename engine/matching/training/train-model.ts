import { levelShare, type LevelShare } from '../../../rules/matching/level-share.ts'
import type { MatchColumns } from '../../../rules/matching/match-column.ts'
import type { ComparisonLevel, MatchModel } from '../../../rules/matching/match-model.ts'
import type { Population } from '../../../rules/matching/population.ts'
import { relationShares } from '../../../rules/matching/relation-weight.ts'
import { isNeutral } from '../../../rules/matching/neutral-level.ts'
import { estimateWeights, type EstimatedWeights } from '../../../rules/matching/training/estimate-weights.ts'
import type {
  CountedValues,
  Explanation,
  LearntFrequencies,
  TrainingPairs,
} from '../../../rules/matching/training/training-pairs.ts'
import type { KernelData } from '../kernel/kernel.ts'
import { nextKernel } from '../compare-workers.ts'
import type { AssertedPairs } from '../asserted-pairs.ts'
import type { KernelWorkers } from '../kernel-workers.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import { blockedElsewhere } from '../../../rules/matching/rule-fields.ts'
import { countHistogram, type CountHistogram } from './count-histogram.ts'
import { pairCountOf, withExactShares } from './exact-shares.ts'
import { concatenatePatterns } from '../../../rules/matching/training/pattern-counts.ts'
import { observeLabelled } from './observe-labelled.ts'
import { seenLevels, type SeenLevels } from '../../../rules/matching/training/seen-levels.ts'
import { OBSERVED_PARTS, sharesOf } from './observe-pairs.ts'

type TermFrequency = NonNullable<ComparisonLevel['termFrequency']>

export interface TrainedModel {
  readonly model: MatchModel
  readonly estimate: EstimatedWeights
  /** Of many candidates only a sample is looked at, and this is what it stands for. */
  readonly candidatePairCount: number
}

/** Learns the weights of a model from records, with or without what persons said of pairs: blocks are found, nothing is compared yet. */
export async function trainModel(
  data: KernelData,
  workers: KernelWorkers,
  asserted?: AssertedPairs,
): Promise<TrainedModel> {
  const { model, count, blocks, population } = data
  const columns = openColumns(data.columns)
  const { candidates, drawn } = await observe(data, workers)
  const labels = asserted === undefined ? undefined : observeLabelled(data, asserted)
  const observed = labels === undefined ? candidates : concatenatePatterns([candidates, labels.notCandidates])
  const estimate = estimateWeights(model, {
    candidates: observed,
    labelled: labels?.labelled,
    values: countedValues(model, columns, population),
    shares: withExactShares(sharesOf(drawn), model, data, columns),
    recordCount: count,
    pairCount: pairCountOf(count, blocks.systems),
    canTeach: blockedElsewhere(model),
  })

  return {
    model: withWeights(model, estimate, count, seenLevels(model, observed, drawn)),
    estimate,
    candidatePairCount: candidates.counts.reduce((sum, pairs) => sum + pairs, 0),
  }
}

async function observe(data: KernelData, workers: KernelWorkers) {
  const kernel = nextKernel()
  const parts = Array.from({ length: OBSERVED_PARTS }, (_, part) => part)
  const [candidates, drawn] = await Promise.all([
    Promise.all(parts.map(async (part) => workers.run({ do: 'observe', data, kernel, part }))),
    Promise.all(parts.map(async (part) => workers.run({ do: 'draw', data, kernel, part }))),
  ])

  return { candidates: concatenatePatterns(candidates), drawn }
}

function withFrequency(frequency: TermFrequency, learnt: LearntFrequencies[number][number]): TermFrequency {
  if (learnt === undefined) return frequency
  const times = frequency.times * learnt.factor

  return { ...frequency, times, unseen: Math.min(1, learnt.unseen / times) }
}

function countedValues(model: MatchModel, columns: MatchColumns, population: Population): TrainingPairs['values'] {
  const histograms = new Map([...population.valueCounts].map(([name, { counts }]) => [name, countHistogram(counts)]))

  return model.comparisons.map(({ levels }) =>
    levels.map((level) => {
      const share = levelShare(level, columns, population)
      const column = level.termFrequency?.column ?? ''
      const values = population.valueCounts.get(column)

      return share === undefined || values === undefined
        ? undefined
        : countedOf(level, share, histograms.get(column) as CountHistogram, values.filled, population)
    }),
  )
}

function countedOf(
  { when, termFrequency }: ComparisonLevel,
  share: LevelShare,
  histogram: CountHistogram,
  filled: number,
  { contentsPerEntity }: Population,
): CountedValues {
  const isExact = when.is === 'exact' && when.of === termFrequency?.column
  let unseenRecords = 0
  let sum = 0

  for (const [count, values] of histogram) {
    if (count <= 2 * contentsPerEntity) unseenRecords += count * values
    sum += count * values * share.of(count, false)
  }

  return {
    unseen: share.of(0, true),
    unseenPairs: (unseenRecords * filled) / 2,
    average: isExact ? undefined : sum / filled,
  }
}

function withWeights(
  model: MatchModel,
  { match, relations, u, frequencies }: EstimatedWeights,
  recordCount: number,
  seen: SeenLevels,
): MatchModel {
  const matesOf = (pairCount: number) => (2 * pairCount) / recordCount

  return {
    ...model,
    matesPerRecord: matesOf(match.pairCount),
    comparisons: model.comparisons.map((comparison, index) => ({
      ...comparison,
      levels: comparison.levels.map((level, place) =>
        seen[index]?.[place] === true
          ? {
              ...level,
              m: match.shares[index]?.[place] as number,
              u: u[index]?.[place] as number,
              ...(level.termFrequency === undefined
                ? {}
                : { termFrequency: withFrequency(level.termFrequency, frequencies[index]?.[place]) }),
            }
          : level,
      ),
    })),
    relations: model.relations.map((relation, index) => {
      const { pairCount, shares } = relations[index] as Explanation
      const declared = relationShares(model, relation)
      const fixed = new Set(relation.comparisons.filter(({ isTrained }) => !isTrained).map(({ name }) => name))

      return {
        ...relation,
        matesPerRecord: matesOf(pairCount),
        comparisons: model.comparisons.flatMap(({ name, levels }, comparison) => {
          const own = levels.flatMap((level, place) => {
            const from = seen[comparison]?.[place] === true ? shares : declared

            return isNeutral(level) ? [] : [[level.name, from[comparison]?.[place] as number] as const]
          })

          return own.length === 0 ? [] : [{ name, isTrained: !fixed.has(name), levels: Object.fromEntries(own) }]
        }),
      }
    }),
  }
}
