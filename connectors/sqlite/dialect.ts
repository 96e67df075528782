import { isNumberText, type Bind, type SqlColumn, type SqlDialect } from '../sql-dialect.ts'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** In SQLite every value has its own type, whatever the column says: a blob becomes hex, a number its shortest exact text. */
const asText = (name: string) =>
  `CASE typeof(${quote(name)}) WHEN 'blob' THEN lower(hex(${quote(name)})) ELSE CAST(${quote(name)} AS TEXT) END`

/** Columns without a type (or a blob's) compare a number and its text as different, so the index cannot find a key by text. */
const hasAffinity = (type: string) => type !== '' && !/blob/i.test(type)

const isSameText = ({ name }: SqlColumn, bind: Bind, text: string | null) =>
  `(${asText(name)}) COLLATE BINARY IS ${bind(text)}`

function isValue(column: SqlColumn, bind: Bind, text: string | null): string {
  const isText = isSameText(column, bind, text)
  if (text === null || !isNumberText(text)) return isText
  const isNumber = `typeof(${quote(column.name)}) IN ('integer', 'real')`
  return `(${isText} OR (${isNumber} AND ${quote(column.name)} = CAST(${bind(text)} AS NUMERIC)))`
}

export const sqliteDialect: SqlDialect = {
  quote,
  placeholder: () => '?',
  asText: ({ name }) => asText(name),
  readKey: ({ name }) => quote(name),
  keyValue: (_, bind, value) => bind(value),
  isKey: (column, bind, text) => {
    const isText = isSameText(column, bind, text)
    return hasAffinity(column.type) ? `${isText} AND ${quote(column.name)} = ${bind(text)}` : isText
  },
  isValue,
  isStill: isValue,
  newValue: ({ name }, bind, text) =>
    `CASE typeof(${quote(name)}) WHEN 'blob' THEN unhex(${bind(text)}) ELSE ${bind(text)} END`,
  firstValue: (_, bind, text) => bind(text),
  lockRows: '',
}
