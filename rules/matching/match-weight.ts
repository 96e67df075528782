import type { MatchModel } from './match-model.ts'
import type { Population } from './population.ts'

/**
 * The log2 odds that two records taken at random are the same: of `recordCount - 1` others, as many are as the model
 * expects, or as the records themselves show where that is more.
 */
export function priorWeight(model: MatchModel, { recordCount, recordsPerEntity }: Population): number {
  const others = Math.max(1, recordCount - 1)
  const mates = Math.max(model.matesPerRecord, recordsPerEntity - 1)
  const probability = Math.min(0.5, mates / others)

  return Math.log2(probability / (1 - probability))
}

/** 2^weight / (1 + 2^weight), without overflow. */
export function probabilityOfWeight(weight: number): number {
  return 1 / (1 + 2 ** -weight)
}

/** The weight at which the probability is reached. */
export function weightOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability))
}
