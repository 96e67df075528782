import type { Report } from './report.ts'

/** One field of one record that is to be changed in a system, and how far that has come. */
export interface CorrectionRow {
  readonly system: string
  readonly entity: string
  readonly sourceKey: string
  readonly goldenId: string
  readonly field: string
  readonly column: string
  readonly before: string | null
  readonly after: string | null
  readonly state: string
  readonly reason: string | null
  readonly idempotencyKey: string
}

/** What is to be written back, what was, and what was refused. */
export const corrections: Report<CorrectionRow> = {
  name: 'corrections',
  fileName: 'corrections.csv',
  meaning: 'One row per field to change in a system: what is to be written back, what was, and what was refused.',
  columns: [
    { name: 'system', meaning: 'system to correct', of: (row) => row.system },
    { name: 'entity', meaning: 'kind of record', of: (row) => row.entity },
    {
      name: 'source_key',
      meaning: 'key of the record in that system; empty for a record to create',
      of: (row) => row.sourceKey,
    },
    { name: 'golden_id', meaning: 'stable id of the golden record', of: (row) => row.goldenId },
    { name: 'field', meaning: 'canonical field', of: (row) => row.field },
    { name: 'column', meaning: 'column of the system that holds it', of: (row) => row.column },
    { name: 'before', meaning: 'raw value the system must still have', of: (row) => row.before },
    { name: 'after', meaning: 'raw value to write', of: (row) => row.after },
    {
      name: 'state',
      meaning: 'planned, approved, sending, applied, refused, uncertain or rolled-back',
      of: (row) => row.state,
    },
    { name: 'reason', meaning: 'why it is to change, or why the system refused', of: (row) => row.reason },
    {
      name: 'idempotency_key',
      meaning: 'the same for the same intent, so that nothing is delivered twice',
      of: (row) => row.idempotencyKey,
    },
  ],
}
