import type { ComparisonLevel, MatchModel } from '../match-model.ts'
import { isNeutral } from '../neutral-level.ts'
import { RELATION_SHARE_MIN, relationShares } from '../relation-weight.ts'
import { expectPairs, type ExpectedPairs } from './expected-pairs.ts'
import type {
  Explanation,
  LearntFrequencies,
  LevelProbabilities,
  TrainingPairs,
  CountedValues,
} from './training-pairs.ts'

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
/** A relation the records do not have shrinks by some percent a round; what is real settles within 20 to 60. */
const ITERATIONS_MAX = 300
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
  // One comparison cannot tell matches from what agrees by chance: then only its u is learnt.
  const isIdentified = pairs.canTeach.filter(Boolean).length >= 2
  let explanations: readonly Explanation[] = declared.map(({ pairCount, shares }) => ({ pairCount, shares }))
  let u = unexplainedShares(model, pairs, undefined)
  let frequencies = declaredFrequencies(pairs, u)
  let iterations = 0
  let hasConverged = false

  while (iterations < ITERATIONS_MAX && !hasConverged) {
    iterations += 1
    const { expected, unexplained } = expectPairs(pairs, explanations, u, frequencies)
    const next = expected.map((counts, index) => learn(declared[index] as Declared, counts, isIdentified))

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

/** A level declared rarer than pairs can show is a rule, not a share: no number of pairs makes two order numbers one. */
function isRuledOut({ m }: ComparisonLevel): boolean {
  return m < M_MIN
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
    levels.map((level) => isTrained && (canTeach[index] as boolean) && !isNeutral(level) && !isRuledOut(level)),
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
function learn(
  { pairCount, shares, isTaught, shareMin }: Declared,
  { total, levels }: ExpectedPairs,
  isIdentified: boolean,
): Explanation {
  return {
    pairCount: isIdentified ? Math.max(total, 1e-3) : pairCount,
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

/** Of shares, and of the pairs each explanation has, as parts of all that are explained. */
function largestChange(before: readonly Explanation[], after: readonly Explanation[]): number {
  const explained = before.reduce((sum, { pairCount }) => sum + pairCount, 0)
  let largest = 0

  after.forEach(({ pairCount, shares }, index) => {
    const previous = before[index] as Explanation

    largest = Math.max(largest, Math.abs(pairCount - previous.pairCount) / Math.max(1, explained))
    shares.forEach((row, comparison) =>
      row.forEach((share, level) => {
        largest = Math.max(largest, Math.abs(share - (previous.shares[comparison]?.[level] as number)))
      }),
    )
  })

  return largest
}
