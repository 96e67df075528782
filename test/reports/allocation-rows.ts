import type { AllocationFact } from '../../engine/index.ts'

const allocation: AllocationFact = {
  state: 'proposed',
  matchId: 'pmt_4k2m9x7q0abc',
  pass: 'one-to-many',
  paymentSystem: 'bank',
  paymentKey: 'CZ65|R-1',
  documentSystem: 'erp',
  documentKey: 'F-17',
  entity: 'invoice',
  number: 'F2026017',
  amountMinor: '1210000',
  writeOffMinor: '0',
  scale: 2,
  currency: 'CZK',
  counterparty: 'cus-000017',
  alternatives: [['erp:F-18', 'erp:F-19'], ['erp:F-20']],
  reason: 'some of the open items add up to it; another sum does as well',
  since: '2026-03-01T22:00:00.000Z',
}

/** A proposal of several documents, and money returned within the tolerance. */
export const allocationRows: readonly AllocationFact[] = [
  allocation,
  {
    ...allocation,
    ...{ state: 'settled', matchId: '', pass: 'tolerance', amountMinor: '-996', writeOffMinor: '-4', alternatives: [] },
    ...{ number: null, counterparty: null, reason: 'the same counterparty, the amount within the tolerance' },
  },
]
