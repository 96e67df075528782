/** What can be asked of a column. */
export type MeaningQuestion = 'date-order' | 'decimal-mark' | 'currency' | 'vat' | 'unit' | 'time-zone'

/**
 * What the values of a column say to one question. `undecided` and `mixed` are answers: nothing is read by them, and
 * `wouldDecide` says what is missing.
 */
export interface ColumnMeaning {
  readonly column: string
  readonly question: MeaningQuestion
  readonly verdict: string
  /** How many values speak for what; never a value itself. */
  readonly evidence: Readonly<Record<string, number>>
  readonly wouldDecide: string | null
  /** What is likely, but proved by nothing; no value is read by it. */
  readonly suggestion: string | null
}

/** Verdicts by which nothing is read. */
export function isOpen(verdict: string): boolean {
  return verdict === 'undecided' || verdict === 'mixed'
}

/** The counts above zero, in the order given. */
export function countsAboveZero(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
