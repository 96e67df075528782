import type { SqlRow, SqlStatement, SqlTable } from '../sql-dialect.ts'
import { postgresDialect } from './dialect.ts'

/** Every session reads the same text for the same value, whatever the server's, the database's or the role's settings say. */
export const sessionSettings = (statementTimeoutMs: number): string =>
  [
    `SET statement_timeout = ${statementTimeoutMs}`,
    // A snapshot waits inside its transaction while its last page is being staged.
    `SET idle_in_transaction_session_timeout = 0`,
    `SET TimeZone = 'UTC'`,
    `SET DateStyle = 'ISO, YMD'`,
    `SET IntervalStyle = 'iso_8601'`,
    `SET bytea_output = 'hex'`,
    `SET extra_float_digits = 1`,
    `SET standard_conforming_strings = on`,
  ].join('; ')

export const beginStatement = {
  read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
} as const

/** Columns of a table in their order, with the type as a cast accepts it (no length, no scale). No rows when there is no such table. */
export function columnsStatement(quotedName: string): SqlStatement {
  return {
    sql: `SELECT attname::text, format_type(atttypid, -1), reltuples::bigint::text, typcategory::text
            FROM pg_catalog.pg_attribute
            JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
            JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
           WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
           ORDER BY attnum`,
    parameters: [quotedName],
  }
}

/** `shop.orders` is table orders in schema shop; a name without a dot is looked for on the search path. */
export function quotedTableName(table: string): string {
  const dot = table.indexOf('.')
  const parts = dot < 0 ? [table] : [table.slice(0, dot), table.slice(dot + 1)]
  return parts.map((part) => postgresDialect.quote(part)).join('.')
}

export function describedTable(quotedName: string, rows: readonly SqlRow[]): SqlTable | undefined {
  if (rows.length === 0) return undefined
  const estimate = Number(rows[0]?.[2])

  return {
    quotedName,
    columns: rows.map(([name, type, , category]) => ({
      name: String(name),
      type: String(type),
      category: String(category),
    })),
    rowCountEstimate: estimate < 0 ? null : estimate, // -1: never analysed
  }
}
