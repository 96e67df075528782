import { statement, type Bind, type SqlColumn, type SqlDialect, type SqlRow, type SqlStatement } from './sql-dialect.ts'
import type { SqlSelection } from './sql-select.ts'

/** Asks the database for the rows of one statement. */
export type SelectRows = (statement: SqlStatement) => Promise<readonly SqlRow[]>

/** Part of a WHERE clause. */
type Condition = (bind: Bind) => string

/** The columns of a page: the fields, then the time of change where there is one, then the key, all as text. */
export function pageColumns({ fields, changedAt, key }: SqlSelection): readonly SqlColumn[] {
  return [...fields, ...(changedAt === null ? [] : [changedAt]), ...key]
}

/**
 * Every row once, in pages of at most `pageSize`; rows with a missing key part come last. To be run inside one
 * consistent transaction. Why pages end where they do: `keyset-pages.rationale.md`.
 */
export async function* keysetPages(
  selection: SqlSelection,
  dialect: SqlDialect,
  selectRows: SelectRows,
  pageSize: number,
): AsyncGenerator<readonly SqlRow[]> {
  const { key } = selection
  const names = key.map((column) => dialect.quote(column.name))
  const hasKey: Condition = () => names.map((name) => `${name} IS NOT NULL`).join(' AND ')
  const isKeyless: Condition = () => names.map((name) => `${name} IS NULL`).join(' OR ')
  const compared =
    (operator: '<' | '>', bound: SqlRow): Condition =>
    (bind) =>
      lexicographic(key, bound, operator, dialect, bind)
  const page = (conditions: readonly Condition[], rowsMax: number) =>
    selectRows(pageStatement(selection, dialect, all(conditions), `${names.join(', ')} LIMIT ${rowsMax}`))

  let beyond: readonly Condition[] = [hasKey]
  for (;;) {
    const [until] = await selectRows(keyAt(selection, dialect, all(beyond), pageSize - 1))
    if (until === undefined) break

    const rows = await page([...beyond, not(compared('>', until))], pageSize + 1)
    if (rows.length <= pageSize) yield rows
    else {
      const before = await page([...beyond, compared('<', until)], pageSize)
      if (before.length > 0) yield before
      const isEqual = all([hasKey, not(compared('<', until)), not(compared('>', until))])
      yield* offsetPages(selection, dialect, isEqual, selectRows, pageSize)
    }
    beyond = [hasKey, compared('>', until)]
  }

  const rest = await page(beyond, pageSize)
  if (rest.length > 0) yield rest
  yield* offsetPages(selection, dialect, isKeyless, selectRows, pageSize)
}

/** Rows that no key tells apart: ordered by all they hold, so that an offset is stable and only identical rows are interchangeable. */
async function* offsetPages(
  selection: SqlSelection,
  dialect: SqlDialect,
  where: Condition,
  selectRows: SelectRows,
  pageSize: number,
): AsyncGenerator<readonly SqlRow[]> {
  const order = pageColumns(selection)
    .map((_, index) => index + 1)
    .join(', ')

  for (let offset = 0; ; offset += pageSize) {
    const rows = await selectRows(
      pageStatement(selection, dialect, where, `${order} LIMIT ${pageSize} OFFSET ${offset}`),
    )
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
  }
}

function pageStatement(selection: SqlSelection, dialect: SqlDialect, where: Condition, tail: string): SqlStatement {
  const columns = named(
    pageColumns(selection).map((column) => dialect.asText(column)),
    dialect,
  )

  return statement(
    dialect,
    (bind) => `SELECT ${columns} FROM ${selection.table.quotedName} WHERE ${where(bind)} ORDER BY ${tail}`,
  )
}

/** The key of the row that many rows on, in the form it can be compared with; no row when there are not so many. */
function keyAt({ table, key }: SqlSelection, dialect: SqlDialect, where: Condition, offset: number): SqlStatement {
  const values = named(
    key.map((column) => dialect.readKey(column)),
    dialect,
  )
  const order = key.map((column) => dialect.quote(column.name)).join(', ')

  return statement(
    dialect,
    (bind) =>
      `SELECT ${values} FROM ${table.quotedName} WHERE ${where(bind)} ORDER BY ${order} LIMIT 1 OFFSET ${offset}`,
  )
}

/**
 * Gives every output column a name of its own. Some drivers keep one of two columns with one name, and ORDER BY takes a
 * name for an output column before a column of the table: `SELECT id::text … ORDER BY id` sorts 10 before 9.
 */
function named(expressions: readonly string[], dialect: SqlDialect): string {
  return expressions.map((expression, index) => `${expression} AS ${dialect.quote(`page:${index}`)}`).join(', ')
}

/** `(first, second) > (1, 2)` written out: some databases use no index for the short form. */
function lexicographic(
  key: readonly SqlColumn[],
  bound: SqlRow,
  operator: '<' | '>',
  dialect: SqlDialect,
  bind: Bind,
): string {
  const [column, ...others] = key
  if (column === undefined) throw new RangeError('A key has at least one column.')
  const name = dialect.quote(column.name)
  const value = () => dialect.keyValue(column, bind, bound[0] ?? null)
  if (others.length === 0) return `${name} ${operator} ${value()}`

  const bounded = `${name} ${operator}= ${value()}`
  const strictly = `${name} ${operator} ${value()}`
  return `(${bounded} AND (${strictly} OR ${lexicographic(others, bound.slice(1), operator, dialect, bind)}))`
}

const all =
  (conditions: readonly Condition[]): Condition =>
  (bind) =>
    conditions.map((condition) => `(${condition(bind)})`).join(' AND ')

const not =
  (condition: Condition): Condition =>
  (bind) =>
    `NOT (${condition(bind)})`
