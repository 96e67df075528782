import type { CountPopulation } from './count-population.ts'
import type { KernelData } from './kernel/kernel.ts'

/** One record as the matcher needs it: values in the order of `MatchInput.fields`. */
export interface MatchRow {
  readonly recordId: number
  /** "system:key": unique, and the order of everything the matcher returns. */
  readonly label: string
  readonly system: string
  readonly values: readonly (string | null)[]
}

/** A person's word on two records; it outranks every rule. */
export interface PairAssertion {
  readonly left: number
  readonly right: number
  readonly verdict: 'same' | 'different'
}

export interface MatchInput {
  readonly fields: readonly string[]
  readonly batches: AsyncIterable<readonly MatchRow[]>
  readonly assertions: readonly PairAssertion[]
  /** Each system is free of duplicates: its records are not compared with each other. */
  readonly acrossSystemsOnly?: boolean | undefined
  /** How common values are, where it is not counted from these records. */
  readonly population?: CountPopulation | undefined
}

export interface MatchTools {
  readonly workerCount: number
  readonly signal?: AbortSignal | undefined
  /** Candidate pairs compared so far, and in all. */
  readonly progress?: ((done: number, total: number) => void) | undefined
  /** Below this many candidate pairs no thread is started: starting one takes longer. */
  readonly pairsInlineMax?: number | undefined
  /** More candidate pairs are refused before any is compared; two billion unless told otherwise. */
  readonly pairsMax?: number | undefined
}

/** Verdicts of a link, as stored in `MatchLinks.verdict`. */
export const linkVerdicts = ['possible', 'same'] as const

/** Pairs at or above the review threshold, as columns; ordered by weight (falling), left label, right label. */
export interface MatchLinks {
  /** Record ids; the record with the smaller label is on the left. */
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
  /** Index into `linkVerdicts`. */
  readonly verdict: Uint8Array
  /** Index of the comparison that spoke most for the link. */
  readonly decidingComparison: Uint8Array
  /** The level of each comparison, see rules/matching/pattern.ts. */
  readonly pattern: Float64Array
  /** Weight of each comparison, link after link; with the prior they sum to the weight. */
  readonly parts: Float64Array
  /** 1: a person said the two are the same. */
  readonly isAsserted: Uint8Array
  /** Why a link strong enough is only possible: index into `MatchOutcome.separationReasons`, or -1. */
  readonly separatedBy: Int8Array
}

/** A value shared by too many records to be compared pair by pair. */
export interface HotValue {
  readonly rule: string
  readonly value: string
  readonly count: number
}

export interface MatchOutcome {
  /** What was compared. */
  readonly data: KernelData
  /** All records, by label. */
  readonly recordIds: Int32Array
  /** Per record (same order): position in `recordIds` of the record with the smallest label of its cluster. */
  readonly clusterOf: Int32Array
  readonly links: MatchLinks
  readonly separationReasons: readonly string[]
  /** The weight two records have before anything is compared. */
  readonly prior: number
  readonly candidatePairCount: number
  /** Candidate pairs per blocking rule, in the model's order; a pair counts for the first rule that yields it. */
  readonly pairsByRule: readonly number[]
  /** At most 50 a rule, most frequent first. */
  readonly hotValues: readonly HotValue[]
  /** Wall time per stage; measured, so the one part that differs from run to run. */
  readonly seconds: Readonly<Record<string, number>>
}
