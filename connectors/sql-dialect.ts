/** What a driver accepts as a parameter and may give back for a key. Column values themselves always come as text. */
export type SqlValue = string | number | bigint | Uint8Array | null

export type SqlRow = readonly SqlValue[]

export interface SqlStatement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

/** Adds a parameter to the statement being written and answers its placeholder. */
export type Bind = (value: SqlValue) => string

export interface SqlColumn {
  readonly name: string
  /** The type in the database's own words, as a cast accepts it. */
  readonly type: string
  /** The class of the type, also of one that is built on another, where the database has a word for it. */
  readonly category?: string
}

export interface SqlTable {
  /** Quoted, with its schema: safe to put into a statement. */
  readonly quotedName: string
  readonly columns: readonly SqlColumn[]
  readonly rowCountEstimate: number | null
}

/** How one database says the few things the connectors need. Every answer is a piece of SQL; values only go through `bind`. */
export interface SqlDialect {
  quote(name: string): string
  placeholder(position: number): string
  /** The value as the text that staging sees. */
  asText(column: SqlColumn): string
  /** The key value in the form `keyValue` takes back without loss. */
  readKey(column: SqlColumn): string
  keyValue(column: SqlColumn, bind: Bind, value: SqlValue): string
  /** Finds the row by the text of its key, by an index where there is one. */
  isKey(column: SqlColumn, bind: Bind, text: string): string
  /**
   * Whether the column holds this value, or no value for null: the same bytes, or the same number or time written differently
   * ("10.5" in a column that shows 10.50). Two texts are never the same for their case, accents or blanks.
   */
  isValue(column: SqlColumn, bind: Bind, text: string | null): string
  /** As `isValue`, for a value that was read earlier: a text that is no value of the type is another value, not an error. */
  isStill(column: SqlColumn, bind: Bind, text: string | null): string
  /** The right side of an assignment; it never truncates to fit. */
  newValue(column: SqlColumn, bind: Bind, text: string | null): string
  /** The value of a column of a new row. */
  firstValue(column: SqlColumn, bind: Bind, text: string | null): string
  /** What makes a select lock its rows, where the transaction alone does not. */
  readonly lockRows: string
  /** Waits for every other transaction that asked for the same name, and answers `held`; left out where there is one writer at a time. */
  lockName?(bind: Bind, name: string): string
}

/** Whether a text is one number. The databases that read any text as a number take the rest of them for 0. */
export const isNumberText = (text: string): boolean => /^[+-]?\d+(\.\d+)?$/.test(text)

/** Writes one statement; `write` gets the function that turns values into placeholders, in order of use. */
export function statement(dialect: SqlDialect, write: (bind: Bind) => string): SqlStatement {
  const parameters: SqlValue[] = []
  const sql = write((value) => dialect.placeholder(parameters.push(value)))
  return { sql, parameters }
}
