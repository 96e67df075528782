import type { MatchModel } from './match-model.ts'

/** The log2 odds that two records taken at random are the same: of `recordCount - 1` others, `matesPerRecord` are. */
export function priorWeight(model: MatchModel, recordCount: number): number {
  const others = Math.max(1, recordCount - 1)
  const probability = Math.min(0.5, model.matesPerRecord / others)

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
