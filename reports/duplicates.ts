import type { Report } from './report.ts'

/** A source record that shares its cluster with at least one other. */
export interface DuplicateRow {
  readonly entity: string
  readonly cluster: string
  readonly goldenId: string
  readonly system: string
  readonly sourceKey: string
  readonly clusterSize: number
  /** Match weight of the strongest link that holds the record in its cluster; null when a person joined it. */
  readonly weight: string | null
  readonly decidingField: string | null
  /** `system:key` at the other end of that link. */
  readonly linkedTo: string | null
}

/** Which records describe the same thing, and what gave it away. */
export const duplicates: Report<DuplicateRow> = {
  name: 'duplicates',
  fileName: 'duplicates.csv',
  meaning:
    'One row per source record that shares its cluster with another: which records describe the same thing, and why.',
  columns: [
    { name: 'entity', meaning: 'kind of record: customer, product, order or invoice', of: (row) => row.entity },
    { name: 'cluster', meaning: 'the same for all records that describe the same thing', of: (row) => row.cluster },
    { name: 'golden_id', meaning: 'stable id of the golden record', of: (row) => row.goldenId },
    { name: 'system', meaning: 'system the record is in', of: (row) => row.system },
    { name: 'source_key', meaning: 'key of the record in that system', of: (row) => row.sourceKey },
    { name: 'cluster_size', meaning: 'number of records in the cluster', of: (row) => String(row.clusterSize) },
    {
      name: 'weight',
      meaning: 'match weight (log2) of the strongest link of the record; empty when a person joined it',
      of: (row) => row.weight,
    },
    { name: 'deciding_field', meaning: 'field that added most to that weight', of: (row) => row.decidingField },
    { name: 'linked_to', meaning: 'record at the other end of that link, as system:key', of: (row) => row.linkedTo },
  ],
}
