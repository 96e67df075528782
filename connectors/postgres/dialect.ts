import { isNumberText, type Bind, type SqlColumn, type SqlDialect } from '../sql-dialect.ts'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Types without an equality of their own, and the one whose equality holds "1 month" and "30 days" for the same: their text is compared. */
const WITHOUT_EQUALITY = new Set([
  'json',
  'xml',
  'point',
  'polygon',
  'box',
  'path',
  'line',
  'lseg',
  'circle',
  'interval',
])

/** `typcategory` of varchar, char, citext and every domain over one of them. */
const TEXT = 'S'

/** By the category of the type (N numbers, D dates and times; a domain has that of its base): asking with another text would be an error. */
function canBeRead({ category }: SqlColumn, text: string): boolean {
  if (category === 'N') return isNumberText(text)
  return category === 'D' && /^\d{4}-\d\d-\d\d([ T]|$)|^\d\d:\d\d/.test(text)
}

// Bytes decide, whatever the collation of the column holds equal.
const isSameText = ({ name }: SqlColumn, bind: Bind, text: string | null) =>
  `${quote(name)}::text COLLATE "C" IS NOT DISTINCT FROM ${bind(text)}::text`

/** Values travel as text and are cast by the server: `$1::text::numeric` reads "10.50" exactly as an input field would. */
export const postgresDialect: SqlDialect = {
  quote,
  placeholder: (position) => `$${position}`,
  asText: ({ name }) => `${quote(name)}::text`,
  readKey: ({ name }) => `${quote(name)}::text`,
  keyValue: ({ type }, bind, value) => `${bind(value)}::text::${type}`,
  isKey: ({ name, type }, bind, text) => `${quote(name)} = ${bind(text)}::text::${type}`,
  isValue: (column, bind, text) => {
    const isText = isSameText(column, bind, text)
    if (WITHOUT_EQUALITY.has(column.type) || column.category === TEXT) return isText
    return `(${isText} OR ${quote(column.name)} IS NOT DISTINCT FROM ${bind(text)}::text::${column.type})`
  },
  isStill: (column, bind, text) =>
    text !== null && canBeRead(column, text)
      ? postgresDialect.isValue(column, bind, text)
      : isSameText(column, bind, text),
  // The cast names no length or scale: an explicit cast to varchar(5) would cut the value off silently, an assignment refuses it.
  newValue: ({ type }, bind, text) => `${bind(text)}::text::${type}`,
  firstValue: ({ type }, bind, text) => `${bind(text)}::text::${type}`,
  lockRows: ' FOR UPDATE',
  // No lock on rows holds up a row that is not there yet.
  lockName: (bind, name) => `SELECT 'held' || pg_advisory_xact_lock(hashtextextended(${bind(name)}::text, 0))::text`,
}
