import type { PatternCounts } from './pattern-counts.ts'
import type { Explanation, LearntFrequencies, LevelProbabilities, TrainingPairs } from './training-pairs.ts'

/** Pairs expected per explanation: in all, and per comparison and level. */
export interface ExpectedPairs {
  total: number
  readonly levels: Float64Array[]
}

export interface ExpectedOfAll {
  readonly expected: readonly ExpectedPairs[]
  /** Pairs that chance explains though their value is nobody else's, per comparison and level. */
  readonly unexplained: Float64Array[]
}

/** What explains the pairs: being one entity (the first), or a relation; with all that is needed to say how likely each is. */
interface Explaining {
  readonly explanations: readonly Explanation[]
  readonly priors: readonly number[]
  readonly u: LevelProbabilities
  readonly frequencies: LearntFrequencies
}

/**
 * The expectation step: shares every pattern out among what may explain it. A pair that a person has spoken about is certain:
 * what is the same counts as a match, what is not may still be a relation or chance. Such pairs were chosen by their weight and
 * stand for no others, so each counts once, as itself.
 */
export function expectPairs(
  { candidates, labelled, pairCount }: TrainingPairs,
  explanations: readonly Explanation[],
  u: LevelProbabilities,
  frequencies: LearntFrequencies,
): ExpectedOfAll {
  const explaining = { explanations, priors: priorOdds(explanations, pairCount), u, frequencies }
  const empty = () => u.map((row) => new Float64Array(row.length))
  const sums = {
    expected: explanations.map((): ExpectedPairs => ({ total: 0, levels: empty() })),
    unexplained: empty(),
  }

  shareOut(candidates, explaining, 0, sums)
  if (labelled === undefined) return sums
  shareOut(labelled.unmatched, explaining, 1, sums)
  labelled.match.counts.forEach((count, pattern) =>
    addPattern(sums.expected[0] as ExpectedPairs, labelled.match, pattern, count),
  )

  return sums
}

/** Adds to the sums what each explanation, from the given one on, and chance are expected to have of every pattern. */
function shareOut(
  patterns: PatternCounts,
  { explanations, priors, u, frequencies }: Explaining,
  first: number,
  { expected, unexplained }: ExpectedOfAll,
): void {
  const { comparisonCount, levels, unseen: unseenBits, counts } = patterns
  const byChance = chanceOf(patterns, u, frequencies)
  const odds = new Float64Array(explanations.length)

  for (let pattern = 0; pattern < counts.length; pattern += 1) {
    const from = pattern * comparisonCount
    const chance = byChance[pattern] as number
    const count = counts[pattern] as number
    let sum = 1

    for (let index = first; index < odds.length; index += 1) {
      let odd = (priors[index] as number) / chance

      for (let comparison = 0; comparison < comparisonCount; comparison += 1)
        odd *= explanations[index]?.shares[comparison]?.[levels[from + comparison] as number] as number
      odds[index] = Math.min(odd, 1e300)
      sum += odds[index] as number
    }
    const bits = unseenBits[pattern] as number

    for (let comparison = 0; bits >>> comparison !== 0; comparison += 1)
      if ((bits >>> comparison) & 1) addTo(unexplained, comparison, levels[from + comparison] as number, count / sum)
    for (let index = first; index < odds.length; index += 1)
      addPattern(expected[index] as ExpectedPairs, patterns, pattern, (count * (odds[index] as number)) / sum)
  }
}

function addPattern(
  sums: ExpectedPairs,
  { comparisonCount, levels }: PatternCounts,
  pattern: number,
  pairs: number,
): void {
  sums.total += pairs
  for (let comparison = 0; comparison < comparisonCount; comparison += 1)
    addTo(sums.levels, comparison, levels[pattern * comparisonCount + comparison] as number, pairs)
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

function addTo(sums: Float64Array[], comparison: number, level: number, value: number): void {
  const row = sums[comparison] as Float64Array

  row[level] = (row[level] as number) + value
}
