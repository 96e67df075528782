import { frequencyWeight } from './frequency-weight.ts'
import { levelShare, shareOfRecords, type LevelShare } from './level-share.ts'
import type { MatchColumns } from './match-column.ts'
import type { ComparisonLevel, MatchModel } from './match-model.ts'
import { priorWeight } from './match-weight.ts'
import type { Population } from './population.ts'
import { sourceScope } from './source-scope.ts'
import { weigherSource, type LevelWeight } from './weigher-source.ts'

/** Weighs pairs of records. `levels` and `parts` describe the pair weighed last: a level and a weight per comparison. */
export interface PairWeigher {
  readonly prior: number
  readonly levels: Uint8Array
  readonly parts: Float64Array
  /** Per comparison of the pair observed last: log2 of the u-probability that weighing would use. */
  readonly logU: Float64Array
  /** The weight of a pair, or -Infinity if it is below `weightMin`: then levels and parts are not told. */
  weigh(left: number, right: number, weightMin?: number): number
  /** What training looks at: fills `levels` and `logU`. */
  observe(left: number, right: number): void
}

type Weigh = (left: number, right: number, weightMin: number) => number

/**
 * The Fellegi-Sunter weight of a pair: the prior plus log2(m/u) of the first level that holds in each comparison.
 * Where a level asks for term frequencies and they are known, u is the share of the more frequent of the two values.
 *
 * The model is turned into a program of its own, seven times as fast as functions that call each other. No text of the model
 * becomes source: columns, comparisons and levels are numbered, and the numbers of the model are written as numbers.
 */
export function pairWeigher(model: MatchModel, columns: MatchColumns, population: Population): PairWeigher {
  const prior = priorWeight(model, population)
  const levels = new Uint8Array(model.comparisons.length)
  const parts = new Float64Array(model.comparisons.length)
  const logU = new Float64Array(model.comparisons.length)
  const shares = model.comparisons.map((comparison) =>
    comparison.levels.map((level) => levelShare(level, columns, population)),
  )
  const weighPair = compile(model, columns, prior, shares, { levels, parts })

  return {
    prior,
    levels,
    parts,
    logU,
    weigh: (left, right, weightMin = -Infinity) => weighPair(left, right, weightMin),
    observe(left, right) {
      weighPair(left, right, -Infinity)
      for (let index = 0; index < levels.length; index += 1) {
        const level = levels[index] as number
        const share = shares[index]?.[level]
        const u = model.comparisons[index]?.levels[level]?.u as number

        logU[index] = Math.log2(shareOfRecords(share, u, left, right))
      }
    },
  }
}

type CodeWeight = (leftCode: number, rightCode: number) => number

function compile(
  model: MatchModel,
  columns: MatchColumns,
  prior: number,
  shares: readonly (readonly (LevelShare | undefined)[])[],
  filled: { readonly levels: Uint8Array; readonly parts: Float64Array },
): Weigh {
  const scope = sourceScope(columns)
  const byFrequency: CodeWeight[] = []
  const weights = model.comparisons.map((comparison, index) =>
    comparison.levels.map((level, number) => levelWeight(level, shares[index]?.[number], byFrequency)),
  )
  const functions = weigherSource(model, prior, weights, scope)
  const codes = scope.codes()
  const measures = scope.measures()
  const source = [
    '"use strict"',
    ...codes.map((_, number) => `const c${number} = codes[${number}]`),
    ...measures.map((_, number) => `const f${number} = measures[${number}]`),
    ...byFrequency.map((_, number) => `const w${number} = weights[${number}]`),
    functions,
    'return weigh',
  ].join('\n')
  // oxlint-disable-next-line typescript/no-implied-eval -- numbered names and numbers only, see above
  const program = new Function('codes', 'measures', 'weights', 'levels', 'parts', source) as (
    ...references: readonly unknown[]
  ) => Weigh

  return program(codes, measures, byFrequency, filled.levels, filled.parts)
}

function levelWeight(
  { m, u, termFrequency }: ComparisonLevel,
  share: LevelShare | undefined,
  byFrequency: CodeWeight[],
): LevelWeight {
  const fixed = Math.log2(m / u)

  if (share === undefined || termFrequency === undefined) return { fixed, byFrequency: undefined }
  byFrequency.push(frequencyWeight(m, u, share))

  return {
    fixed,
    byFrequency: {
      column: termFrequency.column,
      function: byFrequency.length - 1,
      most: Math.log2(m / share.least),
    },
  }
}
