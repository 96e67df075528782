import { SourceError } from '../connector.ts'
import { RefusedStatement } from '../sql-session.ts'

/** The driver gives no codes, only SQLite's fixed English messages; a constraint's message is cut after its kind. */
export function sqliteFailure(error: unknown, path: string): unknown {
  if (error instanceof SourceError || error instanceof RefusedStatement) return error
  const message = error instanceof Error ? error.message : ''

  if (/not a database|malformed|unsupported file format/.test(message)) return notADatabase(path)
  if (/is locked|busy/.test(message)) return new RefusedStatement('busy', 'locked')
  if (/readonly|not authorized/.test(message)) return new RefusedStatement('permission-denied', 'readonly')

  const refusal = /(\w+(?: \w+)? constraint failed|datatype mismatch|too big)/.exec(message)
  if (refusal !== null) return new RefusedStatement('value-refused', String(refusal[1]))
  if (/disk is full|disk I\/O error/.test(message))
    return new SourceError('SOURCE_WRITE_FAILED', { path, cause: message })
  return new RefusedStatement('statement-failed', 'SQL error')
}

export function notADatabase(path: string): SourceError {
  return new SourceError('SOURCE_FORMAT_INVALID', {
    path,
    format: 'a SQLite database',
    found: 'another or a damaged file',
    allowed: 'an unencrypted SQLite 3 file',
  })
}
