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
  /** The value as the text that staging sees. Preconditions compare in this form. */
  asText(column: SqlColumn): string
  /** The key value in the form `keyValue` takes back without loss. */
  readKey(column: SqlColumn): string
  keyValue(column: SqlColumn, bind: Bind, value: SqlValue): string
  /** Finds the row by the text of its key, by an index where there is one. */
  isKey(column: SqlColumn, bind: Bind, text: string): string
  isText(column: SqlColumn, bind: Bind, text: string | null): string
  /** As `isText`, but also true for the same value written differently ("10.5" in a column that shows 10.50). */
  isValue(column: SqlColumn, bind: Bind, text: string | null): string
  /** The right side of an assignment; it never truncates to fit. */
  newValue(column: SqlColumn, bind: Bind, text: string | null): string
  /** What makes a select lock its rows, where the transaction alone does not. */
  readonly lockRows: string
}

/** Writes one statement; `write` gets the function that turns values into placeholders, in order of use. */
export function statement(dialect: SqlDialect, write: (bind: Bind) => string): SqlStatement {
  const parameters: SqlValue[] = []
  const sql = write((value) => dialect.placeholder(parameters.push(value)))
  return { sql, parameters }
}
