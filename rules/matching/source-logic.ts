/** Conditions as JavaScript source; `true` and `false` are folded, so that what is certain costs nothing. */
export function allOf(parts: readonly string[]): string {
  if (parts.includes('false')) return 'false'

  return joined(
    parts.filter((part) => part !== 'true'),
    ' && ',
    'true',
  )
}

export function anyOf(parts: readonly string[]): string {
  if (parts.includes('true')) return 'true'

  return joined(
    parts.filter((part) => part !== 'false'),
    ' || ',
    'false',
  )
}

export function notOf(part: string): string {
  if (part === 'true') return 'false'

  return part === 'false' ? 'true' : `!(${part})`
}

function joined(parts: readonly string[], operator: string, none: string): string {
  if (parts.length === 0) return none

  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(operator)})`
}

/** A number as JavaScript reads it back to the last bit. Of a model's values only numbers ever become source. */
export function numberSource(value: number): string {
  if (typeof value !== 'number' || Number.isNaN(value)) throw new TypeError('A number of the match model is none.')

  return String(value)
}
