import { readCurrency } from '../currency.ts'
import { type ColumnMeaning } from './column-meaning.ts'

/** What stands beside the numbers of a column, or in a column of currencies: codes, and signs that several currencies share. */
export interface CurrencyEvidence {
  readonly codes: Map<string, number>
  shared: number
  unknown: number
  unsigned: number
}

export function emptyCurrencyEvidence(): CurrencyEvidence {
  return { codes: new Map(), shared: 0, unknown: 0, unsigned: 0 }
}

const signs = /\p{Sc}|\p{L}[\p{L}.]*/gu

/** Counts one value: an amount with or without a sign, or a code alone. */
export function observeCurrency(evidence: CurrencyEvidence, text: string): void {
  const sign = (text.match(signs) ?? []).find((word) => word !== 'E' && word !== 'e')
  if (sign === undefined) {
    evidence.unsigned += /\d/.test(text) ? 1 : 0
    return
  }
  const read = readCurrency(sign)

  if (read.ok) evidence.codes.set(read.value, (evidence.codes.get(read.value) ?? 0) + 1)
  else if (read.issue === 'currency-ambiguous') evidence.shared++
  else evidence.unknown++
}

const wouldDecide = '`currency` or `currencyFrom` in the plan, or codes of ISO 4217 in the column'

/** The currency that the texts of a column name; `$` alone names none. Undefined when the column names nothing at all. */
export function currencyMeaning(column: string, evidence: CurrencyEvidence): ColumnMeaning | undefined {
  const codes = [...evidence.codes].toSorted(([left], [right]) => (left < right ? -1 : 1))
  if (codes.length + evidence.shared + evidence.unknown === 0) return undefined
  const [only] = codes
  const isDecided = evidence.shared === 0 && only !== undefined
  const verdict = isDecided ? (codes.length === 1 ? only[0] : 'one for each value') : 'undecided'

  return {
    column,
    question: 'currency',
    verdict,
    evidence: {
      ...Object.fromEntries(codes.slice(0, 20)),
      ...(evidence.shared === 0 ? {} : { 'shared sign': evidence.shared }),
      ...(evidence.unknown === 0 ? {} : { 'no currency': evidence.unknown }),
      ...(evidence.unsigned === 0 ? {} : { 'no sign': evidence.unsigned }),
    },
    wouldDecide: isDecided ? null : wouldDecide,
    suggestion: null,
  }
}
