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
  /** Per comparison and level that counts values. */
  readonly values: readonly (readonly (CountedValues | undefined)[])[]
  /** Per comparison whether some rule finds pairs without its columns; what every rule asks for cannot teach. */
  readonly canTeach: readonly boolean[]
}

/** What is known of a level that weighs by how common values are. */
export interface CountedValues {
  /** u of a value nobody else was seen with, as the model says. */
  readonly unseen: number
  /** Pairs with such a value. */
  readonly unseenPairs: number
  /** u of a random record's value, on average; undefined where equal values are asked for, whose u the counts say. */
  readonly average: number | undefined
}

export type LearntFrequencies = readonly (readonly (
  { readonly unseen: number; readonly factor: number } | undefined
)[])[]

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
  /** Per comparison and level that counts values: u of a value nobody else was seen with, and by what u of others is multiplied. */
  readonly frequencies: LearntFrequencies
  readonly iterations: number
  readonly hasConverged: boolean
}

/** What the model's own numbers count for against the data, in pairs: enough to carry fifty pairs, nothing against a thousand. */
const PRIOR_PAIRS = 8
/** Training makes strangers share unseen values at most so much more rarely than the model says. */
const UNSEEN_LEAST = 0.01
const UNSEEN_LEAST_ALIKE = 0.05
/** What chance counts for where no unexplained pair was seen, in pairs. */
const UNSEEN_PAIRS = 0.5
const FACTOR_MAX = 64
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
  let frequencies = declaredFrequencies(pairs, u)
  let iterations = 0
  let hasConverged = false

  while (iterations < ITERATIONS_MAX && !hasConverged) {
    iterations += 1
    const { expected, unexplained } = expect(pairs, explanations, u, frequencies)
    const next = expected.map((counts, index) => learn(declared[index] as Declared, counts))

    hasConverged = largestChange(explanations, next) < CHANGE_MIN
    explanations = next
    u = unexplainedShares(model, pairs, expected)
    frequencies = learnFrequencies(pairs, u, unexplained)
  }

  return {
    match: explanations[0] as Explanation,
    relations: explanations.slice(1),
    u,
    frequencies,
    iterations,
    hasConverged,
  }
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
  frequencies: LearntFrequencies,
): { readonly expected: readonly ExpectedPairs[]; readonly unexplained: Float64Array[] } {
  const { comparisonCount, levels, unseen: unseenBits, counts } = candidates
  const priors = priorOdds(explanations, pairCount)
  const byChance = chanceOf(candidates, u, frequencies)
  const unexplained = u.map((row) => new Float64Array(row.length))
  const expected = explanations.map((): ExpectedPairs => ({
    total: 0,
    levels: u.map((row) => new Float64Array(row.length)),
  }))
  const odds = new Float64Array(explanations.length)

  for (let pattern = 0; pattern < counts.length; pattern += 1) {
    const from = pattern * comparisonCount
    const chance = byChance[pattern] as number
    const count = counts[pattern] as number
    let sum = 1

    for (let index = 0; index < odds.length; index += 1) {
      let odd = (priors[index] as number) / chance

      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        odd *= explanations[index]?.shares[comparison]?.[levels[from + comparison] as number] as number
      odds[index] = Math.min(odd, 1e300)
      sum += odds[index] as number
    }
    const bits = unseenBits[pattern] as number

    for (let comparison = 0; bits >>> comparison !== 0; comparison += 1)
      if ((bits >>> comparison) & 1) addTo(unexplained, comparison, levels[from + comparison] as number, count / sum)
    for (let index = 0; index < odds.length; index += 1) {
      const pairs = (count * (odds[index] as number)) / sum
      const own = expected[index] as ExpectedPairs

      own.total += pairs
      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        addTo(own.levels, comparison, levels[from + comparison] as number, pairs)
    }
  }

  return { expected, unexplained }
}

function priorOdds(explanations: readonly Explanation[], pairCount: number): readonly number[] {
  const explained = explanations.reduce((sum, explanation) => sum + explanation.pairCount, 0)

  return explanations.map((explanation) => explanation.pairCount / Math.max(1, pairCount - explained))
}

/** How likely two random records are of each pattern: u of its levels, by how common the values are where that is counted. */
function chanceOf(
  { comparisonCount, levels, counted, logU, unseen: unseenBits, counts }: PatternCounts,
  u: LevelProbabilities,
  frequencies: LearntFrequencies,
): Float64Array {
  return Float64Array.from(counts, (_, pattern) => {
    const from = pattern * comparisonCount
    let chance = 2 ** (logU[pattern] as number)

    for (let comparison = 0; comparison < comparisonCount; comparison += 1) {
      const level = levels[from + comparison] as number

      const frequency = frequencies[comparison]?.[level]

      if (((counted[pattern] as number) >>> comparison) & 1) chance *= frequency?.factor as number
      else if (((unseenBits[pattern] as number) >>> comparison) & 1) chance *= frequency?.unseen as number
      else chance *= u[comparison]?.[level] as number
    }

    return chance
  })
}

function declaredFrequencies({ values }: TrainingPairs, u: LevelProbabilities): LearntFrequencies {
  return values.map((levels, comparison) =>
    levels.map((one, level) => one && { unseen: one.unseen, factor: factorOf(one, u[comparison]?.[level] as number) }),
  )
}

/** How often strangers share a value nobody else was seen with: as often as candidates with such values stay unexplained. */
function learnFrequencies(
  { values }: TrainingPairs,
  u: LevelProbabilities,
  unexplained: readonly Float64Array[],
): LearntFrequencies {
  return values.map((levels, comparison) =>
    levels.map((one, level) => {
      if (one === undefined) return undefined
      const seen = (unexplained[comparison]?.[level] as number) + UNSEEN_PAIRS

      return {
        unseen: Math.min(
          1,
          Math.max(
            seen / Math.max(1, one.unseenPairs),
            one.unseen * (one.average === undefined ? UNSEEN_LEAST : UNSEEN_LEAST_ALIKE),
          ),
        ),
        factor: factorOf(one, u[comparison]?.[level] as number),
      }
    }),
  )
}

/** Brings u by term frequency of a level of likeness to what random pairs show on average. */
function factorOf({ average }: CountedValues, u: number): number {
  return average === undefined ? 1 : Math.min(FACTOR_MAX, Math.max(1 / FACTOR_MAX, u / average))
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
