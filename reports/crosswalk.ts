import type { Report } from './report.ts'

/** One source record and the golden record it belongs to. */
export interface CrosswalkRow {
  readonly entity: string
  readonly goldenId: string
  readonly system: string
  readonly sourceKey: string
}

/** The table that translates a system's key into the golden id and back. */
export const crosswalk: Report<CrosswalkRow> = {
  name: 'crosswalk',
  fileName: 'crosswalk.csv',
  meaning: 'One row per source record: translates the key of any system into the golden id and back.',
  columns: [
    { name: 'entity', meaning: 'kind of record', of: (row) => row.entity },
    { name: 'golden_id', meaning: 'stable id of the golden record', of: (row) => row.goldenId },
    { name: 'system', meaning: 'system the record is in', of: (row) => row.system },
    { name: 'source_key', meaning: 'key of the record in that system', of: (row) => row.sourceKey },
  ],
}
