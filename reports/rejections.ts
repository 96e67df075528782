import type { Report } from './report.ts'

/** A value or a whole row that could not be accepted; the rest of the record went on. */
export interface RejectionRow {
  readonly system: string
  readonly entity: string
  readonly sourceKey: string | null
  readonly position: string | null
  readonly field: string | null
  readonly reason: string
  readonly raw: string | null
  readonly since: string | null
}

/** Bad input, named: what the source said, where, and why it was not taken. */
export const rejections: Report<RejectionRow> = {
  name: 'rejections',
  fileName: 'rejections.csv',
  meaning: 'One row per value (or whole row) that was not accepted: what the source said, where, and why not.',
  columns: [
    { name: 'system', meaning: 'system the value comes from', of: (row) => row.system },
    { name: 'entity', meaning: 'kind of record', of: (row) => row.entity },
    { name: 'source_key', meaning: 'key of the record, empty when it has none', of: (row) => row.sourceKey },
    { name: 'position', meaning: 'where in the source: file and line, or table and key', of: (row) => row.position },
    {
      name: 'field',
      meaning: 'field as the plan maps it, empty when the whole row was refused',
      of: (row) => row.field,
    },
    { name: 'reason', meaning: 'why; the reasons are listed in the README', of: (row) => row.reason },
    { name: 'raw', meaning: 'what the source said, unchanged, at most 200 characters', of: (row) => row.raw },
    { name: 'since', meaning: 'when it was first seen', of: (row) => row.since },
  ],
}
