/** What an operator reads when a system cannot be read or written. `{name}` is filled from the parameters; parameters hold names and counts, never a customer's value. */
export const sourceErrorCatalogue = {
  SOURCE_FILE_MISSING: 'No file matches "{path}". Check the path in the plan, or whether the export ran.',
  SOURCE_FILE_EMPTY:
    'The file "{path}" is empty. An export normally has at least a header line; check the job that writes it.',
  SOURCE_FILE_UNREADABLE:
    'The file "{path}" is there but cannot be read ({cause}). Mend its permissions, or the disk it lies on.',
  SOURCE_FORMAT_INVALID: 'The file "{path}" cannot be read as {format}: {found}. Allowed: {allowed}.',
  SOURCE_COLUMN_MISSING:
    '"{path}" has no column {column}; it has {columns}. Correct the name in the plan, or ask whether the export changed.',
  SOURCE_UNREACHABLE:
    'The system at {host} does not answer ({cause}). Check that it runs and that this machine may reach it.',
  SOURCE_LOGIN_REFUSED: 'The system at {host} refused user "{user}". Check the secret in the environment.',
  SOURCE_TABLE_MISSING:
    'The table "{table}" does not exist at {host}. Correct select.table in the plan, or ask whether it was renamed.',
  SOURCE_TIMEOUT:
    'A statement at {host} took longer than {limitMs} ms and was stopped. Raise statementTimeoutMs or index the key column.',
  SOURCE_BUSY: 'The folder "{path}" is in use by process {pid}. Wait for it to end, then start again.',
  SOURCE_LOCKED:
    'The database "{path}" is locked by the folder "{lock}", which did not go away for {waitedMs} ms. Wait for the program that writes it; if none runs, remove that folder.',
  SOURCE_UNFINISHED:
    'The database "{path}" has a transaction that nobody finished (journal "{journal}"). Start and stop the program that owns it, which undoes it; never remove the journal.',
  SOURCE_CHANGING:
    'The database "{path}" kept changing while it was read ({attempts} attempts). Read it when its program is quieter, or plan another hour.',
  SOURCE_COPY_FAILED:
    'The database "{path}" could not be copied for reading ({cause}). Free space in the temporary folder or mend permissions, then start again.',
  SOURCE_STATEMENT_FAILED:
    'The database at {host} refused to read "{table}" with its error {found}. Look that code up in its manual, or ask its administrator.',
  SOURCE_WRITE_FAILED:
    'Corrections could not be written to "{path}" ({cause}). Free space or mend permissions; nothing was half-written.',
} as const

export type SourceErrorCode = keyof typeof sourceErrorCatalogue

/** A coded, operator-facing failure of one system. The run goes on with the last good snapshot where the plan allows. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code: SourceErrorCode
  readonly parameters: Readonly<Record<string, string | number>>

  constructor(code: SourceErrorCode, parameters: Record<string, string | number>, options?: ErrorOptions) {
    super(
      sourceErrorCatalogue[code].replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '?')),
      options,
    )
    this.code = code
    this.parameters = parameters
  }
}
