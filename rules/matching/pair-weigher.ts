import { conditionCompiler } from './compile-condition.ts'
import type { MatchColumn, MatchColumns, PairTest } from './match-column.ts'
import type { ComparisonLevel, MatchComparison, MatchModel } from './match-model.ts'
import { priorWeight } from './match-weight.ts'
import type { Population } from './population.ts'

/** Weighs pairs of records. `levels` and `parts` describe the pair weighed last: a level and a weight per comparison. */
export interface PairWeigher {
  readonly prior: number
  readonly levels: Uint8Array
  readonly parts: Float64Array
  weigh(left: number, right: number): number
}

type LevelWeight = (left: number, right: number) => number

interface CompiledComparison {
  readonly tests: readonly PairTest[]
  readonly weights: readonly (number | LevelWeight)[]
}

/**
 * The Fellegi-Sunter weight of a pair: the prior plus log2(m/u) of the first level that holds in each comparison.
 * Where a level asks for term frequencies and they are known, u is the share of the more frequent of the two values.
 */
export function pairWeigher(model: MatchModel, columns: MatchColumns, population: Population): PairWeigher {
  const compile = conditionCompiler(columns)
  const comparisons = model.comparisons.map((comparison) => compileComparison(comparison, compile, columns, population))
  const levels = new Uint8Array(comparisons.length)
  const parts = new Float64Array(comparisons.length)
  const prior = priorWeight(model, population)

  function weigh(left: number, right: number): number {
    let weight = prior

    for (let index = 0; index < comparisons.length; index += 1) {
      const { tests, weights } = comparisons[index] as CompiledComparison
      let level = 0

      while (!(tests[level] as PairTest)(left, right)) level += 1
      const part = weights[level] as number | LevelWeight
      const value = typeof part === 'number' ? part : part(left, right)

      levels[index] = level
      parts[index] = value
      weight += value
    }

    return weight
  }

  return { prior, levels, parts, weigh }
}

function compileComparison(
  comparison: MatchComparison,
  compile: ReturnType<typeof conditionCompiler>,
  columns: MatchColumns,
  population: Population,
): CompiledComparison {
  return {
    tests: comparison.levels.map((level) => compile(level.when)),
    weights: comparison.levels.map((level) => levelWeight(level, columns, population)),
  }
}

function levelWeight(
  level: ComparisonLevel,
  columns: MatchColumns,
  { valueCounts, contentsPerEntity }: Population,
): number | LevelWeight {
  const fixed = Math.log2(level.m / level.u)
  const frequency = level.termFrequency
  const values = frequency === undefined ? undefined : valueCounts.get(frequency.column)

  if (frequency === undefined || values === undefined || values.filled === 0) return fixed
  const { codes, stride, offset } = columns.get(frequency.column) as MatchColumn
  const { counts, filled } = values
  const { others, times, floor } = frequency
  const ownPair = 2 * contentsPerEntity
  const unseen = Math.min(others / filled, level.u)

  return (left, right) => {
    const leftCode = codes[left * stride + offset] as number
    const rightCode = codes[right * stride + offset] as number

    if (leftCode === 0 && rightCode === 0) return fixed
    // What the two records' own entities repeat says nothing about how common the value is among others.
    const own = leftCode === rightCode ? ownPair : contentsPerEntity
    const count = Math.max(
      leftCode === 0 ? 0 : (counts[leftCode] as number),
      rightCode === 0 ? 0 : (counts[rightCode] as number),
    )
    const excess = Math.max(0, count - own)
    // A few more may still be one entity's; from 1 / others on they are not.
    const strangers = excess * Math.min(1, others * excess) ** 2
    const share = Math.min(1, Math.max((strangers / filled + unseen) * times, floor))

    return Math.log2(level.m / share)
  }
}
