import type { SqlDialect } from '../sql-dialect.ts'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** In SQLite every value has its own type, whatever the column says: a blob becomes hex, a number its shortest exact text. */
const asText = (name: string) =>
  `CASE typeof(${quote(name)}) WHEN 'blob' THEN lower(hex(${quote(name)})) ELSE CAST(${quote(name)} AS TEXT) END`

/** Columns without a type (or a blob's) compare a number and its text as different, so the index cannot find a key by text. */
const hasAffinity = (type: string) => type !== '' && !/blob/i.test(type)

export const sqliteDialect: SqlDialect = {
  quote,
  placeholder: () => '?',
  asText: ({ name }) => asText(name),
  readKey: ({ name }) => quote(name),
  keyValue: (_, bind, value) => bind(value),
  isKey: (column, bind, text) => {
    const isText = sqliteDialect.isText(column, bind, text)
    return hasAffinity(column.type) ? `${isText} AND ${quote(column.name)} = ${bind(text)}` : isText
  },
  isText: ({ name }, bind, text) => `(${asText(name)}) COLLATE BINARY IS ${bind(text)}`,
  isValue: ({ name }, bind, text) => {
    const isText = sqliteDialect.isText({ name, type: '' }, bind, text)
    return `(${isText} OR (typeof(${quote(name)}) IN ('integer', 'real') AND ${quote(name)} = ${bind(text)}))`
  },
  newValue: ({ name }, bind, text) =>
    `CASE typeof(${quote(name)}) WHEN 'blob' THEN unhex(${bind(text)}) ELSE ${bind(text)} END`,
  lockRows: '',
}
