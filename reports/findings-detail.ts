import type { FindingFact, FindingRecordFact } from '../engine/index.ts'
import { plainDecimal } from './plain-decimal.ts'
import type { Report, ReportColumn } from './report.ts'

/** An open finding, with who is to act and how long it waits. */
export interface OpenFindingRow extends FindingFact {
  readonly actor: string | null
  readonly ageDays: number
}

/** An open finding and one record that takes part in it; null when the system it is told about has none. */
export interface FindingDetailRow extends OpenFindingRow {
  readonly record: FindingRecordFact | null
}

/** Findings told in full; the rest stand in the reports by kind. */
export const DETAILED_FINDINGS_MAX = 10_000

const RAW_LENGTH_MAX = 4_000

/** Money at stake, never negative; null where there is none. */
export function findingAmount({ differenceMinor, scale, currency }: FindingFact): string | null {
  if (differenceMinor === null || scale === null || currency === null) return null

  return plainDecimal(differenceMinor.replace('-', ''), scale)
}

/** Evidence as people read it: `rate 21; method per line`. */
export function evidenceText({ evidence }: { readonly evidence: Readonly<Record<string, string>> }): string {
  return Object.entries(evidence)
    .map(([name, text]) => `${name} ${text}`)
    .join('; ')
}

function roleOf({ system, sourceKey, otherSystem, otherKey, record }: FindingDetailRow): string {
  if (record === null) return 'lacks it'
  if (record.system === system && record.sourceKey === sourceKey) return 'deviates'

  return record.system === otherSystem && record.sourceKey === otherKey ? 'compared with' : 'also holds it'
}

function rawText({ record }: FindingDetailRow): string | null {
  if (record === null) return null
  const text = JSON.stringify(record.raw)

  return text.length <= RAW_LENGTH_MAX ? text : `${text.slice(0, RAW_LENGTH_MAX)} … cut`
}

const said = (field: string) => (row: FindingDetailRow) => row.record?.record[field] ?? null

function amountSaid(field: string): (row: FindingDetailRow) => string | null {
  return ({ record }) => {
    const [minor, scale] = [record?.record[field] ?? null, record?.record['scale'] ?? null]

    return minor === null || scale === null ? null : plainDecimal(minor, Number(scale))
  }
}

function dateSaid({ record }: FindingDetailRow): string | null {
  const fields = ['issuedOn', 'orderedOn', 'paidOn', 'sentAt']

  return fields.map((field) => record?.record[field] ?? null).find((text) => text !== null) ?? null
}

const columns: readonly ReportColumn<FindingDetailRow>[] = [
  { name: 'finding', meaning: 'id of the finding, for `touchstone documents show`', of: (row) => row.id },
  {
    name: 'period',
    meaning: 'month of the document’s date, or of the day it was first found',
    of: (row) => row.period,
  },
  { name: 'cause', meaning: 'cause of the finding, see `docs/documents.md`', of: (row) => row.cause },
  { name: 'kind', meaning: 'what the finding is about', of: (row) => row.kind },
  { name: 'number', meaning: 'number of the document, as people quote it', of: (row) => row.number },
  { name: 'counterparty', meaning: 'golden id of the customer', of: (row) => row.counterparty },
  { name: 'counterparty_name', meaning: 'name of the customer', of: (row) => row.counterpartyName },
  { name: 'amount', meaning: 'money at stake', of: findingAmount },
  { name: 'currency', meaning: 'ISO 4217 code of the amount', of: (row) => row.currency },
  {
    name: 'actor',
    meaning: 'who is to act: the person it was handed to, else the owner in the plan',
    of: (row) => row.actor,
  },
  { name: 'since', meaning: 'when it was first seen', of: (row) => row.since },
  { name: 'role', meaning: '`deviates`, `compared with`, `also holds it` or `lacks it`', of: roleOf },
  { name: 'system', meaning: 'system of this row', of: (row) => row.record?.system ?? row.system },
  { name: 'source_key', meaning: 'key of its record', of: (row) => row.record?.sourceKey ?? null },
  { name: 'record_kind', meaning: 'kind of its record', of: (row) => row.record?.kind ?? null },
  { name: 'record_date', meaning: 'date it gives', of: dateSaid },
  { name: 'record_status', meaning: 'status it gives', of: said('status') },
  { name: 'record_net', meaning: 'amount without VAT it gives', of: amountSaid('netMinor') },
  { name: 'record_vat', meaning: 'VAT it gives', of: amountSaid('vatMinor') },
  { name: 'record_gross', meaning: 'amount with VAT it gives', of: amountSaid('grossMinor') },
  { name: 'record_currency', meaning: 'currency it gives', of: said('currency') },
  { name: 'evidence', meaning: 'what proves the cause', of: evidenceText },
  { name: 'reason', meaning: 'the cause in a sentence', of: (row) => row.reason },
  { name: 'raw', meaning: 'its row as the system gave it, cut after 4,000 characters', of: rawText },
]

/** Every system's word on each open finding. */
export const findingsDetail: Report<FindingDetailRow> = {
  name: 'findings-detail',
  fileName: 'findings-detail.csv',
  meaning:
    'One row per open finding and record that takes part in it, most money first: what each system says, as understood and raw. The 10,000 findings with most at stake; `touchstone documents show` has every one.',
  columns,
}
