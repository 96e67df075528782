import type { PatternCounts } from './pattern-counts.ts'

/** A probability per level, one list per comparison. */
export type LevelProbabilities = readonly (readonly number[])[]

export interface TrainingPairs {
  /** Candidate pairs, as patterns; without those a person has spoken about. */
  readonly candidates: PatternCounts
  /** Pairs a person has called the same or not, whether a rule yields them or not. */
  readonly labelled?: LabelledPairs | undefined
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

/** What persons said of pairs: the model has no opinion on these. */
export interface LabelledPairs {
  readonly match: PatternCounts
  readonly unmatched: PatternCounts
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
