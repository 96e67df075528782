import type { MatchModel } from '../match-model.ts'
import { isNeutral } from '../neutral-level.ts'
import { RELATION_SHARE_MIN, relationShares } from '../relation-weight.ts'
import type { PatternCounts } from './pattern-counts.ts'

/** A probability per level, one list per comparison. */
export type LevelProbabilities = readonly (readonly number[])[]

export interface TrainingPairs {
  /** Candidate pairs, as patterns. */
  readonly candidates: PatternCounts
  /** Share of all pairs at each level, matches included: as counted over random pairs, or exactly from value counts. */
  readonly shares: LevelProbabilities
  /** All pairs among which matches are looked for. */
  readonly pairCount: number
  readonly recordCount: number
  /** Per comparison whether some rule finds pairs without its columns; what every rule asks for cannot teach. */
  readonly canTeach: readonly boolean[]
}

/** What explains pairs that agree by no chance: being one entity (the first), or one of the model's relations. */
export interface Explanation {
  /** Candidate pairs it explains, expected. */
  readonly pairCount: number
  readonly shares: LevelProbabilities
}

export interface EstimatedWeights {
  readonly match: Explanation
  readonly relations: readonly Explanation[]
  readonly u: LevelProbabilities
  readonly iterations: number
  readonly hasConverged: boolean
}

/** What the model's own numbers count for against the data, in pairs: enough to carry fifty pairs, nothing against a thousand. */
const PRIOR_PAIRS = 8
const ITERATIONS_MAX = 100
const CHANGE_MIN = 1e-4
const M_MIN = 1e-6

/**
 * Expectation maximisation over agreement patterns (Fellegi-Sunter; Winkler 1988) with the model's relations as further
 * latent classes: finds the m-probabilities, the relations' shares and how many pairs each explains. u comes from all pairs,
 * less those explained. The candidates of all rules teach together: to learn a comparison only from pairs found without its
 * columns was tried, and took households for matches (m of "other given name" 0.075 instead of 0.015, F1 0.88 instead of 0.97).
 */
export function estimateWeights(model: MatchModel, pairs: TrainingPairs): EstimatedWeights {
  const declared = declaredExplanations(model, pairs)
  let explanations: readonly Explanation[] = declared.map(({ pairCount, shares }) => ({ pairCount, shares }))
  let u = unexplainedShares(model, pairs, undefined)
  let iterations = 0
  let hasConverged = false

  while (iterations < ITERATIONS_MAX && !hasConverged) {
    iterations += 1
    const expected = expect(pairs, explanations, u)
    const next = expected.map((counts, index) => learn(declared[index] as Declared, counts))

    hasConverged = largestChange(explanations, next) < CHANGE_MIN
    explanations = next
    u = unexplainedShares(model, pairs, expected)
  }

  return { match: explanations[0] as Explanation, relations: explanations.slice(1), u, iterations, hasConverged }
}

interface Declared extends Explanation {
  /** Per comparison and level whether training may change the share. */
  readonly isTaught: readonly (readonly boolean[])[]
  readonly shareMin: number
}

function declaredExplanations(
  model: MatchModel,
  { pairCount, recordCount, canTeach }: TrainingPairs,
): readonly Declared[] {
  const { comparisons, matesPerRecord, relations } = model
  const pairsOf = (mates: number) => Math.min((mates * recordCount) / 2, pairCount / 4)
  const taught = comparisons.map(({ isTrained, levels }, index) =>
    levels.map((level) => isTrained && (canTeach[index] as boolean) && !isNeutral(level)),
  )

  return [
    {
      pairCount: pairsOf(matesPerRecord),
      shares: comparisons.map(({ levels }) => levels.map(({ m }) => m)),
      isTaught: taught,
      shareMin: M_MIN,
    },
    ...relations.map((relation) => {
      const fixed = new Set(relation.comparisons.filter(({ isTrained }) => !isTrained).map(({ name }) => name))

      return {
        pairCount: pairsOf(relation.matesPerRecord),
        shares: relationShares(model, relation),
        isTaught: taught.map((levels, index) =>
          fixed.has(comparisons[index]?.name as string) ? levels.map(() => false) : levels,
        ),
        shareMin: RELATION_SHARE_MIN,
      }
    }),
  ]
}

/** Pairs expected per explanation: in all, and per comparison and level. */
interface ExpectedPairs {
  total: number
  readonly levels: Float64Array[]
}

function expect(
  { candidates, pairCount }: TrainingPairs,
  explanations: readonly Explanation[],
  u: LevelProbabilities,
): readonly ExpectedPairs[] {
  const { comparisonCount, levels, rarity, counts } = candidates
  const unexplained = Math.max(1, pairCount - explanations.reduce((sum, explanation) => sum + explanation.pairCount, 0))
  const priors = explanations.map((explanation) => explanation.pairCount / unexplained)
  const ratios = explanations.map(({ shares }) =>
    shares.map((row, comparison) => row.map((share, level) => share / (u[comparison]?.[level] as number))),
  )
  const expected = explanations.map((): ExpectedPairs => ({
    total: 0,
    levels: u.map((row) => new Float64Array(row.length)),
  }))
  const odds = new Float64Array(explanations.length)

  for (let pattern = 0; pattern < counts.length; pattern += 1) {
    const from = pattern * comparisonCount
    const rare = 2 ** -(rarity[pattern] as number)
    let sum = 1

    for (let index = 0; index < odds.length; index += 1) {
      let odd = (priors[index] as number) * rare

      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        odd *= ratios[index]?.[comparison]?.[levels[from + comparison] as number] as number
      odds[index] = Math.min(odd, 1e300)
      sum += odds[index] as number
    }
    for (let index = 0; index < odds.length; index += 1) {
      const pairs = ((counts[pattern] as number) * (odds[index] as number)) / sum
      const own = expected[index] as ExpectedPairs

      own.total += pairs
      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        addTo(own.levels, comparison, levels[from + comparison] as number, pairs)
    }
  }

  return expected
}

/** Shares as the expected pairs show them, with the declared ones as if they had been seen in a few pairs. */
function learn({ shares, isTaught, shareMin }: Declared, { total, levels }: ExpectedPairs): Explanation {
  return {
    pairCount: Math.max(total, 1e-3),
    shares: shares.map((row, comparison) => {
      const taught = isTaught[comparison] as readonly boolean[]
      const counts = levels[comparison] as Float64Array
      const declaredSum = sumWhere(row, taught)
      const countSum = sumWhere(counts, taught)

      return row.map((share, level) =>
        taught[level]
          ? Math.max(
              shareMin,
              ((share / declaredSum) * PRIOR_PAIRS + (counts[level] as number)) / (PRIOR_PAIRS + countSum),
            )
          : share,
      )
    }),
  }
}

/** u: shares among all pairs, less the explained ones; a level only those have keeps the share of half a pair. */
function unexplainedShares(
  { comparisons }: MatchModel,
  { shares, pairCount }: TrainingPairs,
  expected: readonly ExpectedPairs[] | undefined,
): LevelProbabilities {
  return comparisons.map(({ levels, isTrained }, comparison) => {
    const taught = levels.map((level) => isTrained && !isNeutral(level))
    const unexplained = levels.map((_, level) => {
      const explained = expected?.reduce((sum, own) => sum + (own.levels[comparison]?.[level] as number), 0) ?? 0

      return Math.max(0.5, (shares[comparison]?.[level] as number) * pairCount - explained)
    })
    const sum = sumWhere(unexplained, taught)

    return levels.map((level, place) => (taught[place] ? (unexplained[place] as number) / sum : level.u))
  })
}

function sumWhere(values: ArrayLike<number>, chosen: readonly boolean[]): number {
  return chosen.reduce((sum, isChosen, place) => (isChosen ? sum + (values[place] as number) : sum), 0)
}

function largestChange(before: readonly Explanation[], after: readonly Explanation[]): number {
  let largest = 0

  after.forEach(({ pairCount, shares }, index) => {
    const previous = before[index] as Explanation

    largest = Math.max(largest, Math.abs(pairCount - previous.pairCount) / Math.max(1, previous.pairCount))
    shares.forEach((row, comparison) =>
      row.forEach((share, level) => {
        largest = Math.max(largest, Math.abs(share - (previous.shares[comparison]?.[level] as number)))
      }),
    )
  })

  return largest
}

function addTo(sums: Float64Array[], comparison: number, level: number, value: number): void {
  const row = sums[comparison] as Float64Array

  row[level] = (row[level] as number) + value
}
