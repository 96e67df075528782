import type { AfterClosingFact } from '../engine/index.ts'
import { plainDecimal } from './plain-decimal.ts'
import type { Report } from './report.ts'

/** What became of a finding of a closed month after it was closed. */
export type AfterClosingRow = AfterClosingFact

/** The money a movement is about; null for a finding without money. */
export function movedAmount({ minor, scale, currency }: AfterClosingRow): string | null {
  return currency === '' ? null : plainDecimal(minor, scale)
}

/** Changes to closed months, which keep their answer. */
export const afterClosing: Report<AfterClosingRow> = {
  name: 'after-closing',
  fileName: 'after-closing.csv',
  meaning:
    'One row per change to a finding of a closed month, booked in a month that is open: the closed month keeps its answer.',
  columns: [
    { name: 'period', meaning: 'closed month of the document', of: (row) => row.period },
    { name: 'booked_in', meaning: 'open month the change is booked in', of: (row) => row.bookedIn },
    { name: 'change', meaning: '`new`, `resolved` or `accepted`', of: (row) => row.change },
    { name: 'finding', meaning: 'id of the finding', of: (row) => row.finding },
    { name: 'kind', meaning: 'order, invoice, payment, product or message', of: (row) => row.kind },
    { name: 'number', meaning: 'number of the document, as people quote it', of: (row) => row.number },
    { name: 'cause', meaning: 'cause of the finding', of: (row) => row.cause },
    { name: 'counterparty', meaning: 'golden id of the customer', of: (row) => row.counterparty },
    { name: 'counterparty_name', meaning: 'name of the customer', of: (row) => row.counterpartyName },
    { name: 'amount', meaning: 'money at stake', of: movedAmount },
    { name: 'currency', meaning: 'ISO 4217 code of the amount', of: (row) => row.currency },
    { name: 'at', meaning: 'when it happened', of: (row) => row.at },
  ],
}
