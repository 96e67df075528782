import { conditionCompiler } from './compile-condition.ts'
import { levelShare, shareOfRecords, type LevelShare } from './level-share.ts'
import type { MatchColumns, PairTest } from './match-column.ts'
import type { MatchModel } from './match-model.ts'
import { priorWeight } from './match-weight.ts'
import type { PairWeigher } from './pair-weigher.ts'
import type { Population } from './population.ts'

interface InterpretedLevel {
  readonly holds: PairTest
  readonly m: number
  readonly u: number
  readonly share: LevelShare | undefined
}

/**
 * What `pairWeigher` answers, said as plainly as possible and without generating code: for a pair or two, and what the
 * generated code is compared with.
 */
export function interpretedWeigher(model: MatchModel, columns: MatchColumns, population: Population): PairWeigher {
  const compile = conditionCompiler(columns)
  const comparisons = model.comparisons.map((comparison) =>
    comparison.levels.map((level): InterpretedLevel => ({
      holds: compile(level.when),
      m: level.m,
      u: level.u,
      share: levelShare(level, columns, population),
    })),
  )
  const levels = new Uint8Array(comparisons.length)
  const parts = new Float64Array(comparisons.length)
  const logU = new Float64Array(comparisons.length)
  const prior = priorWeight(model, population)

  /** The m and u of the first level that holds. */
  function levelOf(index: number, left: number, right: number): { readonly m: number; readonly u: number } {
    const compared = comparisons[index] as readonly InterpretedLevel[]
    const level = compared.findIndex(({ holds }) => holds(left, right))
    const { m, u, share } = compared[level] as InterpretedLevel

    levels[index] = level

    return { m, u: shareOfRecords(share, u, left, right) }
  }

  return {
    prior,
    levels,
    parts,
    logU,
    weigh(left, right, weightMin = -Infinity) {
      comparisons.forEach((_, index) => {
        const { m, u } = levelOf(index, left, right)

        parts[index] = Math.log2(m / u)
      })
      const weight = parts.reduce((sum, part) => sum + part, prior)

      return weight < weightMin ? -Infinity : weight
    },
    observe(left, right) {
      comparisons.forEach((_, index) => {
        logU[index] = Math.log2(levelOf(index, left, right).u)
      })
    },
  }
}
