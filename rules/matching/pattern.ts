import type { MatchModel } from './match-model.ts'

/** The levels of a pair as one number: comparison 0 is the lowest digit of a mixed radix. Exact below 2^53. */
export function patternOf(levels: Uint8Array, model: MatchModel): number {
  let pattern = 0

  for (let index = model.comparisons.length - 1; index >= 0; index -= 1) {
    pattern = pattern * (model.comparisons[index]?.levels.length ?? 1) + (levels[index] as number)
  }

  return pattern
}
