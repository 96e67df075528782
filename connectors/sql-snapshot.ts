import type { SnapshotBatch, SnapshotEnd, SnapshotReader, SourceRow } from './connector.ts'
import { keysetPages, pageColumns } from './keyset-pages.ts'
import { rowKey } from './row-key.ts'
import type { SqlRow } from './sql-dialect.ts'
import { resolveSelection, type SqlSelect, type SqlSelection } from './sql-select.ts'
import { RefusedStatement, type SqlSession, type SqlSystem } from './sql-session.ts'

const PAGE_SIZE = 1_000

/** Reads one table in key order within one consistent view, and counts it in the same view. */
export function sqlSnapshot(system: SqlSystem, select: SqlSelect, signal: AbortSignal): SnapshotReader {
  let columns: readonly string[] = []
  let expectedCount: number | null = null
  let rowCount = 0
  let isAtEnd = false

  async function* readPages(session: SqlSession): AsyncGenerator<SnapshotBatch> {
    await session.begin('read')
    const selection = resolveSelection(select, await session.describe(select.table))
    columns = selection.fields.map(({ name }) => name)
    const [counted] = await session.select({
      sql: `SELECT count(*) FROM ${selection.table.quotedName}`,
      parameters: [],
    })
    expectedCount = Number(counted?.[0])

    for await (const page of keysetPages(selection, system.dialect, (asked) => session.select(asked), PAGE_SIZE)) {
      signal.throwIfAborted()
      rowCount += page.length
      yield { rows: page.map((row) => sourceRow(row, selection)), rejections: [] }
      signal.throwIfAborted()
    }
    await session.commit()
    isAtEnd = true
  }

  async function* batches(): AsyncGenerator<SnapshotBatch> {
    signal.throwIfAborted()
    await using session = await system.connect('read')
    try {
      yield* readPages(session)
    } catch (error) {
      throw asSourceError(error, system.host, select.table)
    }
  }

  const end = (): SnapshotEnd => {
    const reason = incompleteReason(isAtEnd, rowCount, expectedCount)
    return { isComplete: reason === null, proof: 'end-of-keys', rowCount, expectedCount, reason, columns }
  }

  return { batches: batches(), end }
}

/** What an operator reads when a statement of a reading was refused. */
export function asSourceError(error: unknown, host: string, table: string): unknown {
  return error instanceof RefusedStatement ? error.asSourceError(host, table) : error
}

function incompleteReason(isAtEnd: boolean, rowCount: number, expectedCount: number | null): string | null {
  if (!isAtEnd) return `The reading stopped after ${rowCount} rows.`
  if (rowCount === expectedCount) return null
  return `The table counted ${expectedCount ?? 'an unknown number of'} rows, but ${rowCount} were delivered.`
}

function sourceRow(row: SqlRow, selection: SqlSelection): SourceRow {
  const texts = row as readonly (string | null)[]
  const columns = pageColumns(selection)
  const fieldCount = selection.fields.length
  const fields: Record<string, string | null> = {}
  for (let index = 0; index < fieldCount; index++) fields[columns[index]?.name ?? ''] = texts[index] ?? null

  return {
    sourceKey: rowKey(texts.slice(columns.length - selection.key.length)),
    changedAt: selection.changedAt === null ? null : (texts[fieldCount] ?? null),
    fields,
  }
}
