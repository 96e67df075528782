import { conditionCompiler } from './compile-condition.ts'
import type { MatchColumn, MatchColumns, PairTest } from './match-column.ts'
import type { ComparisonLevel, MatchModel } from './match-model.ts'
import { priorWeight } from './match-weight.ts'
import type { Population } from './population.ts'

/** Weighs pairs of records. `levels` and `parts` describe the pair weighed last: a level and a weight per comparison. */
export interface PairWeigher {
  readonly prior: number
  readonly levels: Uint8Array
  readonly parts: Float64Array
  /** Per comparison of the pair observed last: log2 of the u-probability that weighing would use. */
  readonly logU: Float64Array
  weigh(left: number, right: number): number
  /** What training looks at: fills `levels` and `logU`, and leaves `parts` alone. */
  observe(left: number, right: number): void
}

/** The u-probability of a level for a pair. */
type LevelShare = (left: number, right: number) => number

interface CompiledLevel {
  readonly holds: PairTest
  readonly m: number
  readonly u: number
  /** Only where the level asks for term frequencies and they are known. */
  readonly share: LevelShare | undefined
}

/**
 * The Fellegi-Sunter weight of a pair: the prior plus log2(m/u) of the first level that holds in each comparison.
 * Where a level asks for term frequencies and they are known, u is the share of the more frequent of the two values.
 */
export function pairWeigher(model: MatchModel, columns: MatchColumns, population: Population): PairWeigher {
  const compile = conditionCompiler(columns)
  const comparisons = model.comparisons.map(({ levels }) =>
    levels.map((level): CompiledLevel => ({
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

  function levelOf(index: number, left: number, right: number): CompiledLevel {
    const compiled = comparisons[index] as readonly CompiledLevel[]
    let level = 0

    while (!(compiled[level] as CompiledLevel).holds(left, right)) level += 1
    levels[index] = level

    return compiled[level] as CompiledLevel
  }

  return {
    prior,
    levels,
    parts,
    logU,
    weigh(left, right) {
      let weight = prior

      for (let index = 0; index < comparisons.length; index += 1) {
        const { m, u, share } = levelOf(index, left, right)
        const part = Math.log2(m / (share?.(left, right) ?? u))

        parts[index] = part
        weight += part
      }

      return weight
    },
    observe(left, right) {
      for (let index = 0; index < comparisons.length; index += 1) {
        const { u, share } = levelOf(index, left, right)

        logU[index] = Math.log2(share?.(left, right) ?? u)
      }
    },
  }
}

/** The share of the more frequent of the two values, as a level's term frequency says; the level's own u where neither is filled. */
function levelShare(
  { u, termFrequency }: ComparisonLevel,
  columns: MatchColumns,
  { valueCounts, contentsPerEntity }: Population,
): LevelShare | undefined {
  const values = termFrequency === undefined ? undefined : valueCounts.get(termFrequency.column)

  if (termFrequency === undefined || values === undefined || values.filled === 0) return undefined
  const { codes, stride, offset } = columns.get(termFrequency.column) as MatchColumn
  const { counts, filled } = values
  const { others, times, floor } = termFrequency
  const ownPair = 2 * contentsPerEntity
  const unseen = Math.min(others / filled, u)

  return (left, right) => {
    const leftCode = codes[left * stride + offset] as number
    const rightCode = codes[right * stride + offset] as number

    if (leftCode === 0 && rightCode === 0) return u
    // What the two records' own entities repeat says nothing about how common the value is among others.
    const own = leftCode === rightCode ? ownPair : contentsPerEntity
    const count = Math.max(
      leftCode === 0 ? 0 : (counts[leftCode] as number),
      rightCode === 0 ? 0 : (counts[rightCode] as number),
    )
    const excess = Math.max(0, count - own)
    // A few more may still be one entity's; from 1 / others on they are not.
    const strangers = excess * Math.min(1, others * excess) ** 2

    return Math.min(1, Math.max((strangers / filled + unseen) * times, floor))
  }
}
