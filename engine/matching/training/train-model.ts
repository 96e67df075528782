import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { isNeutral } from '../../../rules/matching/neutral-level.ts'
import {
  estimateWeights,
  type EstimatedWeights,
  type Explanation,
} from '../../../rules/matching/training/estimate-weights.ts'
import type { KernelData } from '../kernel/kernel.ts'
import { openKernel } from '../kernel/kernel.ts'
import { openColumns } from '../kernel/shared-columns.ts'
import { blockedElsewhere } from '../../../rules/matching/rule-fields.ts'
import { pairCountOf, withExactShares } from './exact-shares.ts'
import { observeCandidates, observeRandomPairs } from './observe-pairs.ts'

export interface TrainedModel {
  readonly model: MatchModel
  readonly estimate: EstimatedWeights
}

/** Learns the weights of a model from records without labels: blocks are found, nothing is compared yet. */
export function trainModel(data: KernelData): TrainedModel {
  const { model, count, blocks } = data
  const { weigher } = openKernel(data)
  const sampled = observeRandomPairs(model, blocks, count, weigher)
  const estimate = estimateWeights(model, {
    candidates: observeCandidates(model, blocks, weigher),
    shares: withExactShares(sampled, model, openColumns(data.columns), count, blocks.systems),
    recordCount: count,
    pairCount: pairCountOf(count, blocks.systems),
    canTeach: blockedElsewhere(model),
  })

  return { model: withWeights(model, estimate, count), estimate }
}

function withWeights(model: MatchModel, { match, relations, u }: EstimatedWeights, recordCount: number): MatchModel {
  const matesOf = (pairCount: number) => (2 * pairCount) / recordCount

  return {
    ...model,
    matesPerRecord: matesOf(match.pairCount),
    comparisons: model.comparisons.map((comparison, index) => ({
      ...comparison,
      levels: comparison.levels.map((level, place) => ({
        ...level,
        m: match.shares[index]?.[place] as number,
        u: u[index]?.[place] as number,
      })),
    })),
    relations: model.relations.map((relation, index) => {
      const { pairCount, shares } = relations[index] as Explanation
      const fixed = new Set(relation.comparisons.filter(({ isTrained }) => !isTrained).map(({ name }) => name))

      return {
        ...relation,
        matesPerRecord: matesOf(pairCount),
        comparisons: model.comparisons.flatMap(({ name, levels }, comparison) => {
          const own = levels.flatMap((level, place) =>
            isNeutral(level) ? [] : [[level.name, shares[comparison]?.[place] as number] as const],
          )

          return own.length === 0 ? [] : [{ name, isTrained: !fixed.has(name), levels: Object.fromEntries(own) }]
        }),
      }
    }),
  }
}
