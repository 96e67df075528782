import type { FinanceFact } from '../engine/index.ts'
import { plainDecimal } from './plain-decimal.ts'
import type { Report, ReportColumn } from './report.ts'

/** A month from opening to closing for one cause and currency. */
export type FinanceRow = FinanceFact

/** The five numbers of a month: opening + new - resolved - accepted = closing, for counts and for money. */
export const financeParts = ['opening', 'new', 'resolved', 'accepted', 'closing'] as const

export type FinancePart = (typeof financeParts)[number]

const meanings: Readonly<Record<FinancePart, string>> = {
  opening: 'findings open when the month began',
  new: 'found, come back or opened again in the month; a finding whose amount or customer changed counts as resolved as it was and new as it is',
  resolved: 'gone in the month, because the systems agree or the cause is another',
  accepted: 'accepted by a person in the month',
  closing: 'open at the end of the month: opening + new - resolved - accepted',
}

/** Money of a part as a plain decimal; null for findings without money. */
export function partAmount(row: FinanceRow, part: FinancePart): string | null {
  return row.currency === '' ? null : plainDecimal(row[`${part}Minor`], row.scale)
}

const beginning: readonly ReportColumn<FinanceRow>[] = [
  {
    name: 'period',
    meaning:
      'month the movements are booked in: that of the document’s date while it is open, else the first open month',
    of: (row) => row.period,
  },
  { name: 'state', meaning: '`closed` when its answer is final, else `open`', of: (row) => stateOf(row) },
]

const customer: readonly ReportColumn<FinanceRow>[] = [
  { name: 'counterparty', meaning: 'golden id of the customer', of: (row) => row.counterparty },
  { name: 'counterparty_name', meaning: 'name of the customer', of: (row) => row.counterpartyName },
]

const rest: readonly ReportColumn<FinanceRow>[] = [
  { name: 'kind', meaning: 'order, invoice, payment, product or message', of: (row) => row.entity },
  { name: 'cause', meaning: 'cause of the findings, see `docs/documents.md`', of: (row) => row.cause },
  {
    name: 'currency',
    meaning: 'ISO 4217 code of the amounts; empty for findings without money',
    of: (row) => row.currency,
  },
  ...financeParts.flatMap((part): ReportColumn<FinanceRow>[] => [
    { name: part, meaning: meanings[part], of: (row) => row[part] },
    { name: `${part}_amount`, meaning: 'their money at stake', of: (row) => partAmount(row, part) },
  ]),
]

export function stateOf({ isClosed }: FinanceRow): string {
  return isClosed ? 'closed' : 'open'
}

/** Every month that is open, and the newest closed one, from opening to closing by customer. */
export const financeSummary: Report<FinanceRow> = {
  name: 'finance-summary',
  fileName: 'finance-summary.csv',
  meaning:
    'One row per month, customer, cause and currency, newest month first: the newest closed month and the open ones, at most 13. Opening + new - resolved - accepted = closing in every row.',
  columns: [...beginning, ...customer, ...rest],
}

/** The same for all customers together. */
export const financeTotals: Report<FinanceRow> = {
  name: 'finance-totals',
  fileName: 'finance-totals.csv',
  meaning: 'One row per month, cause and currency: `finance-summary.csv` for all customers together.',
  columns: [...beginning, ...rest],
}
