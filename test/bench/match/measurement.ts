/** Precision, recall and F1; a measure that had nothing to measure it by is absent. */
export interface Quality {
  readonly precision?: number
  readonly recall?: number
  readonly f1?: number
}

/** The last line of `touchstone match --json`. */
export interface MatchFigures extends Quality {
  readonly rows: number
  readonly candidatePairs: number
  readonly links: number
  readonly clusters: number
  readonly candidateRecall?: number
  readonly bCubed?: number | Quality
  /** By stage, with their sum as "total". */
  readonly seconds: Readonly<Record<string, number>>
  readonly peakMemoryMiB: number
}

/** Seconds of the stages that do the work: measuring against a truth file is none of it. */
export function stageSeconds({ seconds }: MatchFigures): readonly (readonly [stage: string, seconds: number])[] {
  return Object.entries(seconds).filter(([stage]) => stage !== 'total' && stage !== 'evaluate')
}

/** One run of the built command as a process of its own. */
export interface MatchRun {
  readonly figures: MatchFigures
  /** From the start of the process to its end. */
  readonly wallSeconds: number
}

/** Clusters of the peer at a threshold of probability, and at the one chosen with the truth. */
export interface PeerSetResult {
  readonly version: string
  readonly model: string
  readonly rules: string
  readonly candidatePairs: number
  readonly candidateRecall: number
  readonly at: Readonly<Record<string, { readonly pairwise: Quality; readonly bCubed: Quality }>>
  readonly best: { readonly pairwise: Quality; readonly bCubed: Quality }
}

/** How the peer is set: ready-made comparisons, hand-tuned, or hand-tuned with training capped (its fastest, from version 5 on). */
export type PeerSetting = 'lib' | 'expert' | 'expert, capped training'

export interface PeerPeopleResult {
  readonly version: string
  readonly setting: PeerSetting
  /** Without the import of its packages and without measuring quality. */
  readonly totalSeconds: number
  readonly scoreSeconds: number
  readonly candidatePairs?: number
  readonly peakMemoryMiB: number
  readonly linksAt95: Quality
  readonly linksBest: Quality
  readonly clustersAt95: Quality
}

interface Measured {
  /** When the sitting began: only what was measured in one sitting is compared. */
  readonly sitting: string
}

export interface SetMeasurement extends Measured, MatchRun {
  readonly kind: 'set'
  readonly set: string
}

/** Both engines on the same rows, columns and candidate pairs. */
export interface SamePairsMeasurement extends Measured {
  readonly kind: 'same pairs'
  readonly set: string
  readonly rules: string
  readonly ours: MatchFigures
  readonly result: PeerSetResult
}

export interface PeerSetMeasurement extends Measured {
  readonly kind: 'peer set'
  readonly set: string
  readonly result: PeerSetResult
}

export interface PeopleMeasurement extends Measured, MatchRun {
  readonly kind: 'people'
  readonly rows: number
  readonly seed: number
  readonly links: Quality
  readonly clusters: Quality
  readonly candidateRecall?: number
  /** What else the machine did: its load average before the run. On a busy machine times say little. */
  readonly loadBefore: number
  /** Precision of the links of match probability 0.95 and more. */
  readonly precisionAt95?: number
}

export interface PeerPeopleMeasurement extends Measured {
  readonly kind: 'peer people'
  readonly rows: number
  readonly seed: number
  readonly result: PeerPeopleResult
}

export type Measurement =
  SetMeasurement | SamePairsMeasurement | PeerSetMeasurement | PeopleMeasurement | PeerPeopleMeasurement

export function bCubedF1({ bCubed }: MatchFigures): number | undefined {
  return typeof bCubed === 'object' ? bCubed.f1 : bCubed
}
