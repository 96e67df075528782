/** A measure, or undefined where there was nothing to measure it by: "not measured" is not zero. */
export type Measured = number | undefined

export interface PairCounts {
  readonly truePairs: number
  readonly foundPairs: number
  readonly rightPairs: number
}

/** How well found pairs agree with the true ones. */
export interface PairQuality extends PairCounts {
  readonly precision: Measured
  readonly recall: Measured
  readonly f1: Measured
}

export interface BCubed {
  readonly precision: Measured
  readonly recall: Measured
  readonly f1: Measured
}

export interface ClusterQuality extends PairQuality {
  /** The same question asked of every record: how many of its mates are right, how many of its true mates were found. */
  readonly bCubed: BCubed
}

export function pairQuality({ truePairs, foundPairs, rightPairs }: PairCounts): PairQuality {
  return {
    truePairs,
    foundPairs,
    rightPairs,
    precision: share(rightPairs, foundPairs),
    recall: share(rightPairs, truePairs),
    f1: truePairs === 0 ? undefined : (2 * rightPairs) / (foundPairs + truePairs),
  }
}

export function share(part: number, whole: number): Measured {
  return whole === 0 ? undefined : part / whole
}

/** The harmonic mean of precision and recall. */
export function harmonicMean(precision: Measured, recall: Measured): Measured {
  if (precision === undefined || recall === undefined) return undefined

  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** A measure for people: four digits, or the words "not measured". */
export function measuredText(measured: Measured): string {
  return measured === undefined ? 'not measured' : measured.toFixed(4)
}
