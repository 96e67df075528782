import type { Finding } from '../../rules/documents/finding.ts'

/** A finding about an invoice, with what the test says of it. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    kind: 'invoice',
    goldenId: 'inv_1',
    cause: 'price',
    system: 'books',
    sourceKey: '7',
    otherSystem: 'erp',
    otherSourceKey: '1',
    field: 'grossMinor',
    number: 'F1',
    value: '12100',
    otherValue: '12000',
    differenceMinor: '100',
    scale: 2,
    currency: 'CZK',
    on: '2026-03-05',
    counterparty: 'cus_1',
    evidence: {},
    reason: 'The prices differ.',
    ...parts,
  }
}
