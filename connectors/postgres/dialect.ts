import type { SqlDialect } from '../sql-dialect.ts'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Types without an equality of their own: only their text can be compared. */
const WITHOUT_EQUALITY = new Set(['json', 'xml', 'point', 'polygon', 'box', 'path', 'line', 'lseg', 'circle'])

/** Values travel as text and are cast by the server: `$1::text::numeric` reads "10.50" exactly as an input field would. */
export const postgresDialect: SqlDialect = {
  quote,
  placeholder: (position) => `$${position}`,
  asText: ({ name }) => `${quote(name)}::text`,
  readKey: ({ name }) => `${quote(name)}::text`,
  keyValue: ({ type }, bind, value) => `${bind(value)}::text::${type}`,
  isKey: ({ name, type }, bind, text) => `${quote(name)} = ${bind(text)}::text::${type}`,
  // PostgreSQL forgets COLLATE "C" of neither side: bytes decide, whatever the collation of the column holds equal.
  isText: ({ name }, bind, text) => `${quote(name)}::text COLLATE "C" IS NOT DISTINCT FROM ${bind(text)}::text`,
  isValue: (column, bind, text) => {
    const isText = postgresDialect.isText(column, bind, text)
    if (WITHOUT_EQUALITY.has(column.type) || isTextual(column.type)) return isText
    return `(${isText} OR ${quote(column.name)} IS NOT DISTINCT FROM ${bind(text)}::text::${column.type})`
  },
  // The cast names no length or scale: an explicit cast to varchar(5) would cut the value off silently, an assignment refuses it.
  newValue: ({ type }, bind, text) => `${bind(text)}::text::${type}`,
  lockRows: ' FOR UPDATE',
}

const isTextual = (type: string): boolean => ['text', 'character varying', 'citext', 'name'].includes(type)
