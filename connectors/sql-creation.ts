import type { CorrectionRequest, DeliveryOutcome, ExternalId, ReadBack } from './connector.ts'
import { rowKey, rowKeyParts } from './row-key.ts'
import {
  statement,
  type Bind,
  type SqlColumn,
  type SqlDialect,
  type SqlStatement,
  type SqlTable,
} from './sql-dialect.ts'
import { findColumn, type SqlSelect } from './sql-select.ts'
import { RefusedStatement, type SqlSession } from './sql-session.ts'

/** What became of one request. */
export type Outcome = Pick<DeliveryOutcome, 'state' | 'reason' | 'createdKey'>

/** A record that is to be created, or to go again; its columns found in the table. */
export interface WholeRecord {
  readonly act: 'create' | 'remove'
  readonly table: SqlTable
  readonly key: readonly SqlColumn[]
  readonly sourceKey: string
  readonly id: { readonly column: SqlColumn; readonly text: string }
  /** What the record says in each column once it is there. */
  readonly values: readonly { readonly column: SqlColumn; readonly text: string | null }[]
}

/** Undefined for a request that changes a record which is there. */
export function wholeRecordOf(
  { creates, removes, sourceKey, changes }: CorrectionRequest,
  select: SqlSelect,
  table: SqlTable,
): WholeRecord | undefined {
  const find = (name: string) => findColumn(select.table, table, name)
  const idOf = ({ column, id }: ExternalId) => ({ column: find(column), text: id })
  const record = { table, key: [select.key].flat().map(find), sourceKey }

  if (creates !== undefined) {
    const values = changes.map(({ column, after }) => ({ column: find(column), text: after }))
    return { act: 'create', ...record, id: idOf(creates), values }
  }
  if (removes === undefined) return undefined
  return {
    ...{ act: 'remove', ...record, id: idOf(removes) },
    values: changes.map(({ column, before }) => ({ column: find(column), text: before })),
  }
}

/** What is known of a record by our id: its key, and whether it says what we wrote. */
interface KnownRecord {
  readonly key: string
  readonly isAsWritten: boolean
}

/** Writes within the open transaction; the caller commits what is applied, and nothing else. */
export function writeWhole(session: SqlSession, dialect: SqlDialect, record: WholeRecord): Promise<Outcome> {
  return record.act === 'create' ? create(session, dialect, record) : remove(session, dialect, record)
}

/** Two processes that create the same record wait for each other: the second finds what the first has made. */
async function create(session: SqlSession, dialect: SqlDialect, record: WholeRecord): Promise<Outcome> {
  const [known, ...others] = await knownRecords(session, dialect, record)

  if (others.length > 0) return { state: 'refused', reason: 'key-not-unique' }
  if (known !== undefined)
    return known.isAsWritten ? applied(known) : { state: 'refused', reason: 'exists-with-other-values' }
  await session.change(insertStatement(dialect, record))
  const [written] = await knownRecords(session, dialect, record)

  // A column may round, pad or fold what it is given, and a trigger may change it: then it is not the record that was decided.
  if (written?.isAsWritten !== true) return { state: 'refused', reason: 'value-altered' }
  return written.key === '' ? { state: 'refused', reason: 'no-key' } : applied(written)
}

const applied = ({ key }: KnownRecord): Outcome => ({ state: 'applied', reason: null, createdKey: key })

async function remove(session: SqlSession, dialect: SqlDialect, record: WholeRecord): Promise<Outcome> {
  const { isThere, isOurs } = await standing(session, dialect, record)

  if (!isThere) return { state: 'applied', reason: null }
  if (!isOurs) return { state: 'refused', reason: 'precondition' }
  return (await session.change(deleteStatement(dialect, record))) === 1
    ? { state: 'applied', reason: null }
    : { state: 'refused', reason: 'key-not-unique' }
}

/** Within an open transaction: a record is created when it is there at all, for what became of it since is its system's own. */
export async function readWholeBack(
  session: SqlSession,
  dialect: SqlDialect,
  record: WholeRecord,
): Promise<Omit<ReadBack, 'idempotencyKey'>> {
  if (record.act === 'remove') {
    const { isThere, isOurs } = await standing(session, dialect, record)

    return { state: isThere ? (isOurs ? 'planned' : 'refused') : 'applied' }
  }
  const [known, ...others] = await knownRecords(session, dialect, record)

  if (known === undefined) return { state: 'planned' }
  return others.length > 0 || known.key === '' ? { state: 'refused' } : { state: 'applied', createdKey: known.key }
}

/** At most two records with our id, once nobody else is about to make one. */
async function knownRecords(
  session: SqlSession,
  dialect: SqlDialect,
  { table, key, id, values }: WholeRecord,
): Promise<readonly KnownRecord[]> {
  const { lockName } = dialect

  if (lockName !== undefined) {
    const name = `touchstone ${table.quotedName} ${id.text}`
    const [answer] = await session.select(statement(dialect, (bind) => lockName(bind, name)))
    if (answer?.[0] !== 'held') throw new RefusedStatement('busy', 'lock not held')
  }
  const rows = await session.select(
    statement(dialect, (bind) => {
      const keys = key.map((column, place) => `${dialect.asText(column)} AS key_${place}`)
      const answer = `CASE WHEN ${areValues(dialect, values, bind)} THEN 'yes' ELSE 'no' END AS is_as_written`
      const isId = dialect.isKey(id.column, bind, id.text)

      return `SELECT ${[...keys, answer].join(', ')} FROM ${table.quotedName} WHERE ${isId} LIMIT 2${dialect.lockRows}`
    }),
  )

  return rows.map((row) => ({
    key: rowKey(row.slice(0, -1).map((part) => (part === null ? null : String(part)))),
    isAsWritten: row.at(-1) === 'yes',
  }))
}

async function standing(
  session: SqlSession,
  dialect: SqlDialect,
  record: WholeRecord,
): Promise<{ readonly isThere: boolean; readonly isOurs: boolean }> {
  const [row] = await session.select(
    statement(dialect, (bind) => {
      const answer = `CASE WHEN ${isAsWeMadeIt(dialect, record, bind)} THEN 'yes' ELSE 'no' END AS is_ours`

      return `SELECT ${answer} FROM ${record.table.quotedName} WHERE ${isKeyOf(dialect, record, bind)} LIMIT 1${dialect.lockRows}`
    }),
  )

  return { isThere: row !== undefined, isOurs: row?.[0] === 'yes' }
}

function insertStatement(dialect: SqlDialect, { table, id, values }: WholeRecord): SqlStatement {
  return statement(dialect, (bind) => {
    const given = [...values, id]
    const names = given.map(({ column }) => dialect.quote(column.name)).join(', ')
    const texts = given.map(({ column, text }) => dialect.firstValue(column, bind, text)).join(', ')

    return `INSERT INTO ${table.quotedName} (${names}) VALUES (${texts})`
  })
}

function deleteStatement(dialect: SqlDialect, record: WholeRecord): SqlStatement {
  return statement(
    dialect,
    (bind) =>
      `DELETE FROM ${record.table.quotedName} WHERE ${isKeyOf(dialect, record, bind)} AND ${isAsWeMadeIt(dialect, record, bind)}`,
  )
}

function isKeyOf(dialect: SqlDialect, { key, sourceKey }: WholeRecord, bind: Bind): string {
  const parts = rowKeyParts(sourceKey, key.length)

  return key.map((column, place) => dialect.isKey(column, bind, parts[place] ?? '')).join(' AND ')
}

const isAsWeMadeIt = (dialect: SqlDialect, { id, values }: WholeRecord, bind: Bind) =>
  `${dialect.isKey(id.column, bind, id.text)} AND ${areValues(dialect, values, bind)}`

const areValues = (dialect: SqlDialect, values: WholeRecord['values'], bind: Bind) =>
  values.map(({ column, text }) => dialect.isValue(column, bind, text)).join(' AND ')
