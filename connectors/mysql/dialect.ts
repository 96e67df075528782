import { isNumberText, type Bind, type SqlColumn, type SqlDialect } from '../sql-dialect.ts'

/** How long one that creates a record waits for another that creates the same; longer than any sound insert takes. */
const LOCK_SECONDS = 30

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``

const isBinary = (type: string) => /^(binary|varbinary|(tiny|medium|long)?blob|geometry|point)\b/i.test(type)
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

/** Bytes: a collation may hold "Müller" and "MULLER" equal, and trailing spaces for nothing. */
const isSameText = (column: SqlColumn, bind: Bind, text: string | null) =>
  `CAST(${asText(column)} AS BINARY) <=> CAST(${bind(text)} AS BINARY)`

/** What DECIMAL(65,30) holds without rounding. */
const isExactNumber = (text: string) => /^[+-]?\d{1,35}(\.\d{1,30})?$/.test(text)
const isDayTime = (text: string) => /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?$/.test(text)

/**
 * The same number or time written differently; undefined where only the characters can tell. The casts are wider than any
 * column: one of the column's own scale would round 10.105 to what the column holds.
 */
function isSameValue(column: SqlColumn, bind: Bind, text: string): string | undefined {
  const { type } = column
  const equals = (value: string) => `${quote(column.name)} = ${value}`

  if (/^(date|timestamp)/i.test(type)) return isDayTime(text) ? equals(`CAST(${bind(text)} AS DATETIME(6))`) : undefined
  if (!isNumberText(text)) return undefined
  if (/^(decimal|(tiny|small|medium|big)?int)/i.test(type))
    return isExactNumber(text) ? equals(`CAST(${bind(text)} AS DECIMAL(65,30))`) : undefined
  // 0.1 in single precision is not 0.1 in double precision: only its shortest text finds it again.
  if (/^float/i.test(type)) return isSameText(column, bind, String(Number(text)))
  return /^double/i.test(type) ? equals(bind(text)) : undefined
}

function isValue(column: SqlColumn, bind: Bind, text: string | null): string {
  const isText = isSameText(column, bind, text)
  const isSame = text === null ? undefined : isSameValue(column, bind, text)
  return isSame === undefined ? isText : `(${isText} OR ${isSame})`
}

const newValue: SqlDialect['newValue'] = ({ type }, bind, text) =>
  isBinary(type) ? `UNHEX(${bind(text)})` : isBit(type) ? `CAST(${bind(text)} AS UNSIGNED)` : bind(text)

export const mysqlDialect: SqlDialect = {
  quote,
  placeholder: () => '?',
  asText,
  readKey: asText,
  keyValue: (column, bind, value) => typed(column, bind(value)),
  isKey: (column, bind, text) =>
    `${quote(column.name)} = ${typed(column, bind(text))} AND ${isSameText(column, bind, text)}`,
  isValue,
  isStill: isValue,
  newValue,
  firstValue: newValue,
  lockRows: ' FOR UPDATE',
  // It is let go when the session ends, which is after its last commit.
  lockName: (bind, name) => `SELECT CASE GET_LOCK(SHA1(${bind(name)}), ${LOCK_SECONDS}) WHEN 1 THEN 'held' END`,
}
