import type { z } from 'zod'

export { SourceError, sourceErrorCatalogue, type SourceErrorCode } from './source-error.ts'

/** One row as the system gave it: every value is text exactly as read, null where the source says nothing. */
export interface SourceRow {
  /** The system's own key; parts of a composite key are joined with "|" (a "|" inside a part is written "\\|"). Empty when the row has none: staging rejects it. */
  readonly sourceKey: string
  /** The system's own time of change, raw text, or null when it keeps none. */
  readonly changedAt: string | null
  readonly fields: Readonly<Record<string, string | null>>
}

/** A row that could not be read as a row. The run goes on; the row is reported. */
export interface RowRejection {
  /** Where: file and line, or table and key. Never a customer's value. */
  readonly position: string
  readonly sourceKey: string | null
  /** kebab-case: too-many-fields, invalid-utf8, field-too-large, invalid-json … */
  readonly reason: string
  /** The raw text, cut to 200 characters, for the steward's eyes in rejections.csv. */
  readonly raw: string
}

export interface SnapshotBatch {
  readonly rows: readonly SourceRow[]
  readonly rejections: readonly RowRejection[]
}

/** How the connector knows that it saw everything. */
export type CompletenessProof = 'end-of-file' | 'trailer-count' | 'end-of-keys' | 'none'

/** What is known once the last batch was read. */
export interface SnapshotEnd {
  readonly isComplete: boolean
  readonly proof: CompletenessProof
  readonly rowCount: number
  readonly expectedCount: number | null
  /** Why it is not complete, in one sentence without customer values; null when it is. */
  readonly reason: string | null
  /** Column names seen, in source order: the schema fingerprint is made of them. */
  readonly columns: readonly string[]
}

/** One reading of a flow. `batches` may be iterated once; `end` may be called after it is exhausted. Memory stays bounded: a batch has at most 1,000 rows. */
export interface SnapshotReader {
  readonly batches: AsyncIterable<SnapshotBatch>
  end(): SnapshotEnd
}

/** One column to change, with the raw value it must still have. */
export interface ColumnChange {
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}

/** A column in which a system keeps an id of ours: by it a record that we created is known again. */
export interface ExternalId {
  readonly column: string
  readonly id: string
}

/** A write to one record of a system. The idempotency key is the same for the same intent, for ever. */
export interface CorrectionRequest {
  readonly idempotencyKey: string
  /** Empty for a record that is to be created: the system gives it its key. */
  readonly sourceKey: string
  readonly changes: readonly ColumnChange[]
  /** The system has no such record yet; every `before` is null. One that has the id already is never created again. */
  readonly creates?: ExternalId
  /** A record that we created goes again, if it still says in every column what we wrote (`before`). */
  readonly removes?: ExternalId
}

/**
 * `refused`: the precondition no longer held (someone changed the record); `uncertain`: no answer, read back before anything
 * else; `unsent`: the system certainly took nothing (it could not be reached, or said "not now"), so it may be sent again.
 */
export interface DeliveryOutcome {
  readonly idempotencyKey: string
  readonly state: 'applied' | 'refused' | 'uncertain' | 'unsent'
  readonly reason: string | null
  /** The key that the system gave to a record it created. */
  readonly createdKey?: string
  /** How long the system asked to be left alone, for `unsent`. */
  readonly retryAfterMs?: number
}

/** `uncertain`: the system did not answer this time either. */
export interface ReadBack {
  readonly idempotencyKey: string
  readonly state: 'applied' | 'refused' | 'planned' | 'uncertain'
  /** The key of the record that was created. */
  readonly createdKey?: string
}

/** What the system's own answers are worth; the engine plans around it. */
export interface Guarantees {
  /** `strong`: the system refuses a stale write itself; `weak`: read-compare-write; `none`: a person must approve every write. */
  readonly precondition: 'strong' | 'weak' | 'none'
  /** Whether the system knows an idempotency key again: then a request without an answer may be repeated at once. */
  readonly honoursIdempotencyKeys: boolean
  readonly knowsChangedAt: boolean
  /** Whether a record absent from a complete snapshot was really deleted. */
  readonly knowsDeletions: boolean
  /** Whether it can create a record, tell its key and know it again by an {@link ExternalId}. */
  readonly createsRecords: boolean
}

export interface SourceContext {
  /** Folder of the plan file: relative paths in config and select start here. */
  readonly baseDir: string
  readonly signal: AbortSignal
}

/** What a probe learned without reading data. */
export interface ProbeResult {
  readonly columns: readonly string[]
  /** Rows where the system says so cheaply, else null. */
  readonly rowCountEstimate: number | null
}

/** An opened system. Errors that an operator can mend are thrown as {@link SourceError}. */
export interface Source<Select> extends AsyncDisposable {
  probe(select: Select): Promise<ProbeResult>
  snapshot(select: Select): SnapshotReader
  /**
   * Writes corrections, one outcome per request in the same order. Absent where the system cannot be written. `batchId` names
   * file drops: the same batch written twice leaves one file. After an error nobody knows what was taken: it is read back.
   */
  deliver?(select: Select, batchId: string, requests: readonly CorrectionRequest[]): Promise<readonly DeliveryOutcome[]>
  /** For `uncertain` or interrupted requests: applied when every change is there (a record to create: when it is there at all), refused when something else is, planned when the before-values still stand (it may be sent again). */
  readBack?(select: Select, batchId: string, requests: readonly CorrectionRequest[]): Promise<readonly ReadBack[]>
}

/** The contract every connector folder implements in `<name>/<name>.ts`. */
export interface Connector<Config = unknown, Select = unknown> {
  readonly name: string
  readonly config: z.ZodType<Config>
  readonly select: z.ZodType<Select>
  readonly guarantees: Guarantees
  /** Column of its invoice rows that holds the whole e-invoice (`statedText`): the night judges it by the rules of EN 16931. */
  readonly eInvoiceColumn?: string
  open(config: Config, context: SourceContext): Promise<Source<Select>>
}

/** Declares a connector; only here to let the compiler infer config and select. */
export function defineConnector<Config, Select>(connector: Connector<Config, Select>): Connector<Config, Select> {
  return connector
}
