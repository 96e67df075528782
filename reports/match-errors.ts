import type { Report } from './report.ts'

/** One step of the waterfall of a pair that matching got wrong. */
export interface MatchErrorRow {
  readonly error: 'false-link' | 'missed-pair'
  readonly rank: number
  readonly left: string
  readonly right: string
  readonly weight: number
  readonly reason: string
  /** `prior`, the name of a comparison, or `relations`. */
  readonly step: string
  readonly level: string
  readonly stepWeight: number
  readonly termFrequency: number
  readonly leftValue: string | null
  readonly rightValue: string | null
}

/** The worst errors of each kind, step by step. */
export const matchErrors: Report<MatchErrorRow> = {
  name: 'match-errors',
  fileName: 'match-errors.csv',
  meaning:
    'The worst errors of each kind, each as the steps of its waterfall, which sum to its weight: the strongest links between records that are not the same, and the pairs of equal records in two clusters that look least alike.',
  columns: [
    { name: 'error', meaning: 'false-link or missed-pair', of: (row) => row.error },
    { name: 'rank', meaning: '1 is the worst of its kind', of: (row) => String(row.rank) },
    { name: 'left', meaning: 'one record, as system:key', of: (row) => row.left },
    { name: 'right', meaning: 'the other', of: (row) => row.right },
    { name: 'weight', meaning: 'match weight (log2) of the pair', of: (row) => row.weight.toFixed(4) },
    {
      name: 'reason',
      meaning: 'linked; or why it was missed: never compared, too weak, waits for review, or what held the two apart',
      of: (row) => row.reason,
    },
    { name: 'step', meaning: 'prior, a comparison, or relations', of: (row) => row.step },
    {
      name: 'level',
      meaning: 'level of that comparison; of relations, what else explains the agreement',
      of: (row) => row.level,
    },
    { name: 'step_weight', meaning: 'what the step adds to the weight', of: (row) => row.stepWeight.toFixed(4) },
    {
      name: 'term_frequency',
      meaning: 'part of that which is due to the values being rarer, or more common, than others',
      of: (row) => row.termFrequency.toFixed(4),
    },
    { name: 'left_value', meaning: 'what one record says', of: (row) => row.leftValue },
    { name: 'right_value', meaning: 'what the other says', of: (row) => row.rightValue },
  ],
}
