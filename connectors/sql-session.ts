import { SourceError } from './connector.ts'
import type { SqlDialect, SqlRow, SqlStatement, SqlTable } from './sql-dialect.ts'

export type SqlPurpose = 'read' | 'write'

/** One connection in use. Every failure it throws is a {@link SourceError} or a {@link RefusedStatement}, never a driver's error: those quote values. */
export interface SqlSession extends AsyncDisposable {
  /** Coded error when there is no such table. */
  describe(table: string): Promise<SqlTable>
  /** `read`: one consistent, read-only view of the database until it ends; `write`: rows read with a lock stay as they are. */
  begin(purpose: SqlPurpose): Promise<void>
  select(statement: SqlStatement): Promise<readonly SqlRow[]>
  /** Answers how many rows it found to change. */
  change(statement: SqlStatement): Promise<number>
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** A database that can be read and written. `host` names it in messages, without secrets. */
export interface SqlSystem extends AsyncDisposable {
  readonly host: string
  readonly dialect: SqlDialect
  /** Waits for its turn when as many sessions as the plan allows are open. A session for reading is never asked to write. */
  connect(purpose: SqlPurpose): Promise<SqlSession>
}

export type RefusalReason = 'value-refused' | 'permission-denied' | 'busy' | 'statement-failed'

/** The database understood the statement and said no. Only its error code is kept: its message may quote a customer's value. */
export class RefusedStatement extends Error {
  override readonly name = 'RefusedStatement'
  readonly reason: RefusalReason
  readonly code: string

  constructor(reason: RefusalReason, code: string) {
    super(`${reason} (${code})`)
    this.reason = reason
    this.code = code
  }

  /** The same for a reading, where a refusal concerns the operator and not one record. */
  asSourceError(host: string, table: string): SourceError {
    return new SourceError('SOURCE_STATEMENT_FAILED', { host, table, found: this.code })
  }
}
