import type { Report, ReportColumn } from './report.ts'

/** What links from one weight on are worth; undefined: there is nothing to measure by. */
export interface CurvePoint {
  readonly weight: number
  readonly probability: number
  readonly precision: number | undefined
  readonly recall: number | undefined
  readonly f1: number | undefined
  readonly foundPairs: number
  readonly rightPairs: number
  readonly truePairs: number
}

const number = (
  name: string,
  meaning: string,
  of: (point: CurvePoint) => number | undefined,
): ReportColumn<CurvePoint> => ({ name, meaning, of: (point) => of(point)?.toFixed(6) ?? null })
const count = (name: string, meaning: string, of: (point: CurvePoint) => number): ReportColumn<CurvePoint> => ({
  name,
  meaning,
  of: (point) => String(of(point)),
})

/** Precision against recall, as the threshold falls. */
export const precisionRecallCurve: Report<CurvePoint> = {
  name: 'precision-recall',
  fileName: 'precision-recall.csv',
  meaning:
    'One row per threshold, the highest first: what the links would be worth if it were the threshold. True pairs that are weaker than the weakest possible link count as missed in every row. Drawn in precision-recall.svg.',
  columns: [
    number('weight', 'match weight (log2) from which on a pair is a link', ({ weight }) => weight),
    number('probability', 'the same as a probability', ({ probability }) => probability),
    number('precision', 'share of these links that are right', ({ precision }) => precision),
    number('recall', 'share of the true pairs that are among them', ({ recall }) => recall),
    number('f1', 'harmonic mean of the two', ({ f1 }) => f1),
    count('links', 'number of these links', ({ foundPairs }) => foundPairs),
    count('right_links', 'how many of them are right', ({ rightPairs }) => rightPairs),
    count('true_pairs', 'pairs that the truth file holds', ({ truePairs }) => truePairs),
  ],
}
