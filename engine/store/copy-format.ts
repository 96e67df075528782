/** One row for COPY: text as the database reads it for the column's type, null for SQL null. */
export type CopyRow = readonly (string | number | null)[]

const special = /[\\\t\n\r]/
const specials = /[\\\t\n\r]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Encodes rows in PostgreSQL's COPY text format, one chunk per batch. U+0000, which PostgreSQL cannot hold, becomes U+FFFD. */
export async function* encodeCopyRows(batches: AsyncIterable<readonly CopyRow[]>): AsyncGenerator<string> {
  for await (const batch of batches) {
    if (batch.length > 0) yield batch.map(encodeRow).join('')
  }
}

function encodeRow(row: CopyRow): string {
  let line = ''

  for (let column = 0; column < row.length; column += 1) {
    if (column > 0) line += '\t'
    line += encodeValue(row[column] ?? null)
  }
  return `${line}\n`
}

function encodeValue(value: string | number | null): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  const clean = value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value

  return special.test(clean) ? clean.replace(specials, (character) => escapes[character] ?? character) : clean
}

/** One batch as the stream that COPY takes. */
export async function* onceAsync<Item>(item: Item): AsyncGenerator<Item> {
  yield item
}
