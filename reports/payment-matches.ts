import type { Report } from './report.ts'

/** Two lines of two lists that are one payment; every value as text. */
export interface PaymentMatchRow {
  readonly idLeft: string
  readonly idRight: string
  readonly pass: string
  readonly state: string
  readonly probability: string
  readonly alternatives: string
  readonly nextProbability: string
  readonly days: string | null
  readonly amountLeft: string
  readonly amountRight: string
  readonly difference: string
  readonly evidence: string
}

/** What `touchstone payments match` writes. */
export const paymentMatches: Report<PaymentMatchRow> = {
  name: 'matches',
  fileName: 'matches.csv',
  meaning: 'One row per pair of lines that are one payment, written by `touchstone payments match`.',
  columns: [
    { name: 'id_left', meaning: 'the line of the first list', of: (row) => row.idLeft },
    { name: 'id_right', meaning: 'the line of the second list', of: (row) => row.idRight },
    {
      name: 'pass',
      meaning: '`exact`: equal amounts; `reference`: a rare word in common; `tolerance`: neither',
      of: (row) => row.pass,
    },
    {
      name: 'state',
      meaning: '`automatic` is as good as certain; `proposed` is the best there is, for a person to look at',
      of: (row) => row.state,
    },
    {
      name: 'probability',
      meaning: 'that the pair is right, given all other lines of both lists',
      of: (row) => row.probability,
    },
    {
      name: 'alternatives',
      meaning: 'other partners that either line could have',
      of: (row) => row.alternatives,
    },
    {
      name: 'next_probability',
      meaning: 'probability of the likeliest of them',
      of: (row) => row.nextProbability,
    },
    { name: 'days', meaning: 'days from the first line to the second', of: (row) => row.days },
    { name: 'amount_left', meaning: 'amount of the first line', of: (row) => row.amountLeft },
    { name: 'amount_right', meaning: 'amount of the second line', of: (row) => row.amountRight },
    { name: 'difference', meaning: 'second amount less the first', of: (row) => row.difference },
    { name: 'evidence', meaning: 'what speaks for the pair, in words', of: (row) => row.evidence },
  ],
}
