/** How fields are told apart. */
export interface Dialect {
  readonly delimiter: string
  readonly quote: string | null
}

/** One record of the text and where the next begins. */
export interface SplitRecord {
  readonly fields: string[]
  readonly end: number
}

/** `unfinished`: the record goes on behind this text. `misquoted`: something stands between a closing quote and the next delimiter. */
export type Split = SplitRecord | 'unfinished' | 'misquoted'

/**
 * Splits the record that begins at `start`, as RFC 4180 says; a quote inside an unquoted field is an ordinary character.
 * Ours rather than csv-parse, which is the oracle of its tests: see `csv.rationale.md`.
 */
export function splitRecord(text: string, start: number, dialect: Dialect, isLast: boolean): Split {
  const newline = text.indexOf('\n', start)
  if (newline !== -1) {
    const line = text.slice(start, text[newline - 1] === '\r' && newline > start ? newline - 1 : newline)
    if (dialect.quote === null || !line.includes(dialect.quote))
      return { fields: line.split(dialect.delimiter), end: newline + 1 }
  }
  return splitCarefully(text, start, dialect, isLast)
}

function splitCarefully(text: string, start: number, dialect: Dialect, isLast: boolean): Split {
  const fields: string[] = []
  let at = start

  for (;;) {
    const field =
      dialect.quote !== null && text.startsWith(dialect.quote, at)
        ? quotedField(text, at, dialect.quote, isLast)
        : plainField(text, at, dialect.delimiter, isLast)
    if (field === 'unfinished') return field

    fields.push(field.value)
    if (text[field.end] === dialect.delimiter) {
      at = field.end + 1
      continue
    }
    const end = afterLineEnd(text, field.end, isLast)
    return typeof end === 'number' ? { fields, end } : end
  }
}

/** Where the next line begins, when a line or the text ends here. */
function afterLineEnd(text: string, at: number, isLast: boolean): number | 'unfinished' | 'misquoted' {
  if (at === text.length) return at
  if (text[at] === '\n') return at + 1
  if (text[at] !== '\r') return 'misquoted'
  if (text[at + 1] === '\n') return at + 2
  if (at + 1 < text.length) return 'misquoted'
  return isLast ? text.length : 'unfinished'
}

type Field = { readonly value: string; readonly end: number } | 'unfinished'

function quotedField(text: string, start: number, quote: string, isLast: boolean): Field {
  let hasDoubled = false

  for (let from = start + 1; ;) {
    const close = text.indexOf(quote, from)
    if (close === -1 || (close + 1 === text.length && !isLast)) return 'unfinished'
    if (text[close + 1] !== quote) {
      const value = text.slice(start + 1, close)
      return { value: hasDoubled ? value.replaceAll(quote + quote, quote) : value, end: close + 1 }
    }
    hasDoubled = true
    from = close + 2
  }
}

function plainField(text: string, start: number, delimiter: string, isLast: boolean): Field {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++
  if (end === text.length && !isLast) return 'unfinished'

  const hasReturn = end > start && text[end] !== delimiter && text[end - 1] === '\r'
  return { value: text.slice(start, hasReturn ? end - 1 : end), end: hasReturn ? end - 1 : end }
}
