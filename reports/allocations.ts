import type { AllocationFact } from '../engine/index.ts'
import { plainDecimal } from './plain-decimal.ts'
import type { Report } from './report.ts'

const ALTERNATIVES_SHOWN = 5

/** Which part of which payment settles which document, and what waits for a person to decide. */
export const allocations: Report<AllocationFact> = {
  name: 'allocations',
  fileName: 'allocations.csv',
  meaning:
    'One row per part of a payment that settles a document: approved and proposed ones before settled ones. The parts of a payment never exceed it, those of a document never what is open.',
  columns: [
    {
      name: 'state',
      meaning:
        '`settled`: decided by the plan; `approved`: by a person; `proposed`: a person must decide, nothing is booked',
      of: (row) => row.state,
    },
    {
      name: 'match',
      meaning: 'id of a match that waits or that a person approved, for `touchstone payments show`',
      of: (row) => row.matchId,
    },
    {
      name: 'pass',
      meaning: '`reference`, `exact`, `tolerance`, `one-to-many` or `many-to-one`: what the match rests on',
      of: (row) => row.pass,
    },
    { name: 'payment_system', meaning: 'system of the payment', of: (row) => row.paymentSystem },
    { name: 'payment_key', meaning: 'its key there', of: (row) => row.paymentKey },
    { name: 'document_system', meaning: 'system of the document', of: (row) => row.documentSystem },
    { name: 'document_key', meaning: 'its key there', of: (row) => row.documentKey },
    { name: 'kind', meaning: 'invoice or order', of: (row) => row.entity },
    { name: 'number', meaning: 'number of the document, as people quote it', of: (row) => row.number },
    {
      name: 'amount',
      meaning: 'part of the payment that goes to the document; negative for money returned',
      of: (row) => plainDecimal(row.amountMinor, row.scale),
    },
    {
      name: 'write_off',
      meaning: 'what the tolerance leaves over, booked apart: positive when less was paid than asked for',
      of: (row) => plainDecimal(row.writeOffMinor, row.scale),
    },
    { name: 'currency', meaning: 'ISO 4217 code of the amounts', of: (row) => row.currency },
    { name: 'counterparty', meaning: 'golden id of the customer', of: (row) => row.counterparty },
    {
      name: 'alternatives',
      meaning: 'documents or payments that would do instead, `system:key`; several that go together are joined by +',
      of: ({ alternatives }) =>
        alternatives
          .slice(0, ALTERNATIVES_SHOWN)
          .map((ids) => ids.join(' + '))
          .join(' | '),
    },
    { name: 'reason', meaning: 'what decided it, in words', of: (row) => row.reason },
    { name: 'since', meaning: 'the night from which it stands as it is', of: (row) => row.since },
  ],
}
