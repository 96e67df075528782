import { SourceError, type CorrectionRequest, type DeliveryOutcome, type ReadBack } from './connector.ts'
import { rowKeyParts } from './row-key.ts'
import {
  statement,
  type Bind,
  type SqlColumn,
  type SqlDialect,
  type SqlStatement,
  type SqlTable,
} from './sql-dialect.ts'
import { readWholeBack, wholeRecordOf, writeWhole, type Outcome, type WholeRecord } from './sql-creation.ts'
import { findColumn, type SqlSelect } from './sql-select.ts'
import { RefusedStatement, type SqlSession, type SqlSystem } from './sql-session.ts'

/** One request, its columns found in the table. */
interface Correction {
  readonly table: SqlTable
  readonly key: readonly { readonly column: SqlColumn; readonly text: string }[]
  readonly changes: readonly {
    readonly column: SqlColumn
    readonly before: string | null
    readonly after: string | null
  }[]
}

type RowState = 'gone' | 'not-unique' | 'as-before' | 'as-after' | 'different'

/** Writes each request in its own short transaction; the precondition is part of the UPDATE itself. */
export async function deliverCorrections(
  system: SqlSystem,
  select: SqlSelect,
  requests: readonly CorrectionRequest[],
): Promise<readonly DeliveryOutcome[]> {
  await using session = await connectedForWriting(system)
  if (session === undefined) {
    return requests.map(({ idempotencyKey }) => ({ idempotencyKey, state: 'unsent', reason: 'unreachable' }))
  }
  const table = await session.describe(select.table)
  const outcomes: DeliveryOutcome[] = []
  let isLost = false

  for (const request of requests) {
    const outcome: Outcome = isLost
      ? { state: 'unsent', reason: 'connection-lost' }
      : await deliverOne(session, (open) => writeOne(open, system.dialect, request, select, table))
    isLost ||= outcome.reason === 'connection-lost'
    outcomes.push({ idempotencyKey: request.idempotencyKey, ...outcome })
  }
  return outcomes
}

/** Undefined when the system did not answer: then it certainly took nothing. */
async function connectedForWriting(system: SqlSystem): Promise<SqlSession | undefined> {
  try {
    return await system.connect('write')
  } catch (error) {
    if (error instanceof SourceError && error.code === 'SOURCE_UNREACHABLE') return undefined
    throw error
  }
}

/** Says of each request whether the system holds its after-values, still its before-values, or something else. */
export async function readBackCorrections(
  system: SqlSystem,
  select: SqlSelect,
  requests: readonly CorrectionRequest[],
): Promise<readonly ReadBack[]> {
  // Whether a record was created is only known once whoever is creating it has ended.
  const isAboutCreation = requests.some(({ creates, removes }) => (creates ?? removes) !== undefined)
  await using session = await system.connect(isAboutCreation ? 'write' : 'read')
  const table = await session.describe(select.table)
  const answers: ReadBack[] = []

  for (const request of requests) {
    const whole = wholeRecordOf(request, select, table)
    const answer =
      whole === undefined
        ? { state: await stateReadBack(session, system.dialect, correctionOf(request, select, table)) }
        : await wholeReadBack(session, system.dialect, whole)
    answers.push({ idempotencyKey: request.idempotencyKey, ...answer })
  }
  return answers
}

/** A value that cannot even be read as the column's type was never written. */
async function stateReadBack(
  session: SqlSession,
  dialect: SqlDialect,
  correction: Correction,
): Promise<ReadBack['state']> {
  try {
    const state = await rowState(session, dialect, correction, '')
    return state === 'as-after' ? 'applied' : state === 'as-before' ? 'planned' : 'refused'
  } catch (error) {
    if (error instanceof RefusedStatement && error.reason === 'value-refused') return 'refused'
    throw error
  }
}

async function wholeReadBack(
  session: SqlSession,
  dialect: SqlDialect,
  whole: WholeRecord,
): Promise<Omit<ReadBack, 'idempotencyKey'>> {
  await session.begin('write')
  try {
    return await readWholeBack(session, dialect, whole)
  } catch (error) {
    if (error instanceof RefusedStatement && error.reason === 'value-refused') return { state: 'refused' }
    throw error
  } finally {
    await session.rollback()
  }
}

function writeOne(
  session: SqlSession,
  dialect: SqlDialect,
  request: CorrectionRequest,
  select: SqlSelect,
  table: SqlTable,
): Promise<Outcome> {
  const whole = wholeRecordOf(request, select, table)

  return whole === undefined
    ? writeLocked(session, dialect, correctionOf(request, select, table))
    : writeWhole(session, dialect, whole)
}

async function deliverOne(session: SqlSession, write: (session: SqlSession) => Promise<Outcome>): Promise<Outcome> {
  try {
    await session.begin('write')
    const outcome = await write(session)
    if (outcome.state === 'applied') await session.commit()
    else await session.rollback()
    return outcome
  } catch (error) {
    return failedOutcome(error, session)
  }
}

/** The row is locked first, so that a refusal can say why; the UPDATE still carries the whole precondition. */
async function writeLocked(session: SqlSession, dialect: SqlDialect, correction: Correction): Promise<Outcome> {
  const state = await rowState(session, dialect, correction, dialect.lockRows)
  if (state === 'gone') return { state: 'refused', reason: 'record-gone' }
  if (state === 'not-unique') return { state: 'refused', reason: 'key-not-unique' }
  if (state === 'as-after') return { state: 'applied', reason: null }

  const changedCount = await session.change(updateStatement(dialect, correction))
  if (changedCount === 0) return { state: 'refused', reason: 'precondition' }
  if (changedCount > 1) return { state: 'refused', reason: 'key-not-unique' }

  // A column may round, pad or fold what it is given, and a trigger may change it: then it is not the value that was decided.
  const written = await rowState(session, dialect, correction, '')
  return written === 'as-after' ? { state: 'applied', reason: null } : { state: 'refused', reason: 'value-altered' }
}

async function failedOutcome(error: unknown, session: SqlSession): Promise<Outcome> {
  if (error instanceof SourceError && error.code === 'SOURCE_UNREACHABLE')
    return { state: 'uncertain', reason: 'connection-lost' }
  if (!(error instanceof RefusedStatement) && !(error instanceof SourceError && error.code === 'SOURCE_TIMEOUT'))
    throw error

  try {
    await session.rollback()
  } catch {
    return { state: 'uncertain', reason: 'connection-lost' }
  }
  if (error instanceof SourceError || error.reason === 'busy') return { state: 'uncertain', reason: 'busy' }
  return { state: 'refused', reason: error.reason }
}

function correctionOf(request: CorrectionRequest, select: SqlSelect, table: SqlTable): Correction {
  const keyNames = [select.key].flat()
  const parts = rowKeyParts(request.sourceKey, keyNames.length)

  return {
    table,
    key: keyNames.map((name, index) => ({ column: findColumn(select.table, table, name), text: parts[index] ?? '' })),
    changes: request.changes.map(({ column, before, after }) => ({
      column: findColumn(select.table, table, column),
      before,
      after,
    })),
  }
}

async function rowState(
  session: SqlSession,
  dialect: SqlDialect,
  correction: Correction,
  lock: string,
): Promise<RowState> {
  const rows = await session.select(stateStatement(dialect, correction, lock))
  const [row] = rows
  if (row === undefined) return 'gone'
  if (rows.length > 1) return 'not-unique'
  return row[0] === 'yes' ? 'as-after' : row[1] === 'yes' ? 'as-before' : 'different'
}

function stateStatement(dialect: SqlDialect, { table, key, changes }: Correction, lock: string): SqlStatement {
  return statement(dialect, (bind) => {
    const isAfter = changes.map(({ column, after }) => dialect.isValue(column, bind, after)).join(' AND ')
    const isBefore = changes.map(({ column, before }) => dialect.isStill(column, bind, before)).join(' AND ')
    const answer = (condition: string) => `CASE WHEN ${condition} THEN 'yes' ELSE 'no' END`
    const answers = `${answer(isAfter)} AS is_after, ${answer(isBefore)} AS is_before`
    return `SELECT ${answers} FROM ${table.quotedName} WHERE ${isRow(dialect, key, bind)} LIMIT 2${lock}`
  })
}

function updateStatement(dialect: SqlDialect, { table, key, changes }: Correction): SqlStatement {
  return statement(dialect, (bind) => {
    const assignments = changes.map(
      ({ column, after }) => `${dialect.quote(column.name)} = ${dialect.newValue(column, bind, after)}`,
    )
    const where = isRow(dialect, key, bind)
    const isBefore = changes.map(({ column, before }) => dialect.isStill(column, bind, before)).join(' AND ')
    return `UPDATE ${table.quotedName} SET ${assignments.join(', ')} WHERE ${where} AND ${isBefore}`
  })
}

const isRow = (dialect: SqlDialect, key: Correction['key'], bind: Bind): string =>
  key.map(({ column, text }) => dialect.isKey(column, bind, text)).join(' AND ')
