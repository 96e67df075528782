import type { ConflictRow } from '../../reports/conflicts.ts'
import type { CorrectionRow } from '../../reports/corrections.ts'
import type { CrosswalkRow } from '../../reports/crosswalk.ts'
import type { DocumentMismatchRow } from '../../reports/document-mismatches.ts'
import type { DuplicateRow } from '../../reports/duplicates.ts'
import type { GoldenRow } from '../../reports/golden.ts'
import type { RejectionRow } from '../../reports/rejections.ts'

/** A small company's findings, one set of rows per report, with the values that are hard to write. */
export const duplicateRows: readonly DuplicateRow[] = [
  {
    entity: 'customer',
    cluster: 'c-17',
    goldenId: 'cus-000017',
    system: 'crm',
    sourceKey: '1042',
    clusterSize: 2,
    weight: '18.42',
    decidingField: 'email',
    linkedTo: 'erp:K-7',
  },
  {
    entity: 'customer',
    cluster: 'c-17',
    goldenId: 'cus-000017',
    system: 'erp',
    sourceKey: 'K-7',
    clusterSize: 2,
    weight: null,
    decidingField: null,
    linkedTo: null,
  },
]

const conflict: ConflictRow = {
  entity: 'customer',
  goldenId: 'cus-000017',
  field: 'street',
  kind: 'differs',
  winnerSystem: 'erp',
  winnerKey: 'K-7',
  winnerValue: 'Nádražní 12, "U Lípy"',
  winnerScale: null,
  winnerChangedAt: '2026-02-11T08:30:00.000Z',
  loserSystem: 'crm',
  loserKey: '1042',
  loserValue: 'Nádražní 21\n2. patro',
  loserScale: null,
  loserChangedAt: null,
  reason: 'mostTrusted: erp before crm',
  since: '2026-03-01T22:00:00.000Z',
  isFrozen: false,
  stake: '0',
  otherStakes: {},
  owner: 'sales@example.cz',
}

export const conflictRows: readonly ConflictRow[] = [
  conflict,
  {
    ...conflict,
    field: 'phone',
    winnerValue: '+420777123456',
    loserValue: null,
    isFrozen: true,
    stake: '1250.50',
    otherStakes: { USD: '12.50', EUR: '400.00' },
  },
  {
    ...conflict,
    entity: 'product',
    goldenId: 'prd-000003',
    field: 'priceMinor',
    winnerValue: '123450',
    winnerScale: '2',
    loserValue: '1234',
    loserScale: '0',
  },
]

const mismatch: DocumentMismatchRow = {
  finding: 'fnd_0123456789ab',
  evidence: { rate: '21', method: 'per line' },
  assignee: null,
  cause: 'unexplained',
  goldenId: 'inv-000009',
  number: '2026-0117',
  system: 'accounting',
  sourceKey: 'F117',
  otherSystem: 'erp',
  otherKey: '88',
  field: 'grossMinor',
  value: '123450',
  otherValue: '123457',
  differenceMinor: '-7',
  scale: '2',
  currency: 'CZK',
  since: '2026-02-27T22:00:00.000Z',
  reason: 'The gross amounts differ.',
  owner: 'finance@example.cz',
}

export const documentMismatchRows: readonly DocumentMismatchRow[] = [
  mismatch,
  {
    ...mismatch,
    cause: 'missing',
    assignee: 'petr',
    otherSystem: 'gateway',
    otherKey: null,
    field: null,
    value: null,
    otherValue: null,
    differenceMinor: '500',
    scale: '0',
    currency: 'JPY',
    reason: 'gateway does not hold it.',
  },
  {
    ...mismatch,
    cause: 'date',
    field: 'issuedOn',
    value: '2026-04-03',
    otherValue: '2026-03-04',
    differenceMinor: null,
    scale: null,
    currency: null,
    reason: 'Day and month are swapped.',
  },
]

export const rejectionRows: readonly RejectionRow[] = [
  {
    system: 'warehouse',
    entity: 'product',
    sourceKey: null,
    position: 'stock.txt:12',
    field: null,
    reason: 'too-many-fields',
    raw: '=cmd|calc',
    since: '2026-03-01T22:00:00.000Z',
  },
  {
    system: 'crm',
    entity: 'customer',
    sourceKey: '1042',
    position: 'contacts.csv:1043',
    field: 'birthDate',
    reason: 'date-impossible',
    raw: ' 31.02.1980 ',
    since: null,
  },
]

export const correctionRows: readonly CorrectionRow[] = [
  {
    system: 'crm',
    entity: 'customer',
    sourceKey: '1042',
    goldenId: 'cus-000017',
    field: 'phone',
    column: 'Telefon',
    before: null,
    after: '+420777123456',
    state: 'planned',
    reason: 'mostTrusted: erp before crm',
    idempotencyKey: 'f3a9',
  },
]

export const crosswalkRows: readonly CrosswalkRow[] = [
  { entity: 'customer', goldenId: 'cus-000017', system: 'crm', sourceKey: '1042' },
  { entity: 'customer', goldenId: 'cus-000017', system: 'erp', sourceKey: 'K-7' },
]

export const goldenCustomerRows: readonly GoldenRow[] = [
  { goldenId: 'cus-000017', values: { familyName: 'Dvořák', givenName: 'Jan', country: 'CZ' } },
]

export const goldenProductRows: readonly GoldenRow[] = [
  { goldenId: 'prd-000003', values: { sku: 'A-1', name: 'Lípa', priceMinor: '123450', scale: '2', currency: 'CZK' } },
  { goldenId: 'prd-000004', values: { sku: 'A-2', name: 'Buk', priceMinor: '900', scale: null, currency: null } },
]
