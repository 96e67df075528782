import type { SqlColumn, SqlDialect } from '../sql-dialect.ts'

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``

const isBinary = (type: string) => /^(binary|varbinary|(tiny|medium|long)?blob|geometry|point)\b/i.test(type)
const isText = (type: string) => /^(char|varchar|(tiny|medium|long)?text|enum|set|json|uuid|inet)/i.test(type)
const isBit = (type: string) => /^bit\b/i.test(type)

const asText = ({ name, type }: SqlColumn): string => {
  if (isBinary(type)) return `LOWER(HEX(${quote(name)}))`
  if (isBit(type)) return `CAST(${quote(name)} + 0 AS CHAR)`
  return `CAST(${quote(name)} AS CHAR CHARACTER SET utf8mb4)`
}

/**
 * How a text becomes a number or time of the column's type. Left to itself the server compares an integer with a text as
 * floating point numbers, where 9007199254740993 equals 9007199254740992.
 */
function typed({ type }: SqlColumn, value: string): string {
  if (isBinary(type)) return `UNHEX(${value})`
  if (/int|^bit\b/i.test(type)) return `CAST(${value} AS ${/unsigned|^bit\b/i.test(type) ? 'UNSIGNED' : 'SIGNED'})`
  const decimal = /^decimal\(\d+,\d+\)/i.exec(type)
  if (decimal !== null) return `CAST(${value} AS ${decimal[0]})`
  if (/^(datetime|timestamp)/i.test(type)) return `CAST(${value} AS DATETIME(6))`
  if (/^date\b/i.test(type)) return `CAST(${value} AS DATE)`
  return value
}

/** Preconditions compare bytes: a collation may hold "Müller" and "MULLER" equal, and trailing spaces for nothing. */
export const mysqlDialect: SqlDialect = {
  quote,
  placeholder: () => '?',
  asText,
  readKey: asText,
  keyValue: (column, bind, value) => typed(column, bind(value)),
  isKey: (column, bind, text) =>
    `${quote(column.name)} = ${typed(column, bind(text))} AND ${mysqlDialect.isText(column, bind, text)}`,
  isText: (column, bind, text) => `CAST(${asText(column)} AS BINARY) <=> CAST(${bind(text)} AS BINARY)`,
  isValue: (column, bind, text) => {
    const isSameText = mysqlDialect.isText(column, bind, text)
    if (isText(column.type) || isBinary(column.type)) return isSameText
    return `(${isSameText} OR ${quote(column.name)} <=> ${bind(text)})`
  },
  newValue: ({ type }, bind, text) =>
    isBinary(type) ? `UNHEX(${bind(text)})` : isBit(type) ? `CAST(${bind(text)} AS UNSIGNED)` : bind(text),
  lockRows: ' FOR UPDATE',
}
