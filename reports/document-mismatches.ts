import type { MismatchFact } from '../engine/index.ts'
import type { FindingKind } from '../rules/documents/finding.ts'
import { shownField, shownValue } from './canonical-value.ts'
import { evidenceText } from './findings-detail.ts'
import { plainDecimal } from './plain-decimal.ts'
import type { Report, ReportColumn } from './report.ts'

/** Two systems that disagree on one document or article, one that lacks it, or a step that does not follow from the one before. */
export interface DocumentMismatchRow extends MismatchFact {
  /** Who is to act, as the plan names them. */
  readonly owner: string | null
}

const columns: readonly ReportColumn<DocumentMismatchRow>[] = [
  { name: 'finding', meaning: 'id of the finding, for `touchstone documents show`', of: (row) => row.finding },
  {
    name: 'cause',
    meaning: 'why the systems disagree; `docs/documents.md` has a page for each',
    of: (row) => row.cause,
  },
  { name: 'golden_id', meaning: 'stable id of the document', of: (row) => row.goldenId },
  { name: 'number', meaning: 'number of the document, as people quote it', of: (row) => row.number },
  { name: 'system', meaning: 'system the mismatch is told about', of: (row) => row.system },
  {
    name: 'source_key',
    meaning: 'key in that system, empty when the document is missing there',
    of: (row) => row.sourceKey,
  },
  { name: 'other_system', meaning: 'system it was compared with', of: (row) => row.otherSystem },
  { name: 'other_key', meaning: 'key in the other system', of: (row) => row.otherKey },
  {
    name: 'field',
    meaning: 'field that differs, empty when the whole document does',
    of: (row) => (row.field === null ? null : shownField(row.field, row.scale)),
  },
  { name: 'value', meaning: 'what `system` says; amounts as plain decimals', of: (row) => valueOf(row, row.value) },
  {
    name: 'other_value',
    meaning: 'what `other_system` says; of a document that contradicts itself, what follows from the rest of it',
    of: (row) => valueOf(row, row.otherValue),
  },
  {
    name: 'difference',
    meaning: 'money at stake as a plain decimal; empty when the currencies differ',
    of: (row) =>
      row.differenceMinor === null || row.scale === null ? null : plainDecimal(row.differenceMinor, Number(row.scale)),
  },
  { name: 'currency', meaning: 'ISO 4217 code of the amounts in the row', of: (row) => row.currency },
  { name: 'since', meaning: 'when the mismatch was first seen', of: (row) => row.since },
  { name: 'evidence', meaning: 'what proves the cause', of: evidenceText },
  { name: 'reason', meaning: 'the cause in a sentence', of: (row) => row.reason },
  {
    name: 'owner',
    meaning: 'who is to act: the person it was handed to, else the owner in the plan',
    of: (row) => row.assignee ?? row.owner,
  },
]

function valueOf({ field, scale }: DocumentMismatchRow, value: string | null): string | null {
  return field === null ? value : shownValue(field, value, scale)
}

function mismatchReport(name: string, meaning: string): Report<DocumentMismatchRow> {
  return { name, fileName: `${name}.csv`, meaning, columns }
}

/** One report for each kind of thing the findings are about. */
export const mismatchReports: Readonly<Record<FindingKind, Report<DocumentMismatchRow>>> = {
  invoice: mismatchReport(
    'invoice-mismatches',
    'One row per invoice and cause: invoices that are lost, late, doubled or different between systems, or one too many.',
  ),
  order: mismatchReport(
    'order-mismatches',
    'One row per order and cause: orders that are lost, late, doubled or different between systems, shipped and not invoiced, or cancelled and paid.',
  ),
  payment: mismatchReport(
    'payment-mismatches',
    'One row per payment and cause: money that no document explains, or that came before its order.',
  ),
  product: mismatchReport(
    'stock-mismatches',
    'One row per article and system whose stock is not that of the system that is trusted for it.',
  ),
  message: mismatchReport(
    'message-mismatches',
    'One row per message that its customer got before, at this address or another.',
  ),
}
