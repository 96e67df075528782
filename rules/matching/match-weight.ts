import type { MatchModel } from './match-model.ts'
import type { Population } from './population.ts'

/** How many other records of its entity a record has: what the model expects, or what the records themselves show where that is more. */
export function matesExpected(
  { matesPerRecord }: MatchModel,
  { recordsPerEntity }: Pick<Population, 'recordsPerEntity'>,
): number {
  return Math.max(matesPerRecord, recordsPerEntity - 1)
}

/** The log2 odds that two records taken at random are the same. */
export function priorWeight(model: MatchModel, population: Population): number {
  const others = Math.max(1, population.recordCount - 1)
  const probability = Math.min(0.5, matesExpected(model, population) / others)

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
