import { isLosslessNumber, parse, stringify } from 'lossless-json'

type Fields = Record<string, string | null>

/** A line as flat text fields, or why it is none. */
export type FlatLine =
  { readonly fields: Fields } | { readonly reason: 'invalid-json' | 'not-an-object' | 'duplicate-field' }

/**
 * Reads one JSON object. Nested objects become dotted names, arrays stay compact JSON text, and a number keeps the digits
 * of the source: 1.10 stays "1.10" and a 20-digit id stays whole.
 */
export function flatLine(text: string): FlatLine {
  try {
    const value = parse(text)
    if (!isPlainObject(value)) return { reason: 'not-an-object' }

    const fields: Fields = {}
    return addFields(fields, '', value) ? { fields } : { reason: 'duplicate-field' }
  } catch {
    return { reason: 'invalid-json' } // the parser's message quotes the line, so it is not kept
  }
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)

/** False when two fields get the same dotted name, as in {"a.b": 1, "a": {"b": 2}}. */
function addFields(fields: Fields, prefix: string, object: Readonly<Record<string, unknown>>): boolean {
  for (const [name, value] of Object.entries(object)) {
    const path = prefix + name
    if (isPlainObject(value)) {
      if (!addFields(fields, `${path}.`, value)) return false
      continue
    }
    if (Object.hasOwn(fields, path)) return false
    fields[path] = fieldText(value)
  }
  return true
}

function fieldText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (isLosslessNumber(value)) return value.value
  return typeof value === 'boolean' ? String(value) : (stringify(value) ?? null)
}
