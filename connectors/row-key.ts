/**
 * The source key of a row. One part is kept exactly as read. Several parts are joined with "|"; inside a part "|" is
 * written "\|" and "\" is written "\\", so that different parts never give the same key. A missing part makes no key.
 */
export function rowKey(parts: readonly (string | null | undefined)[]): string {
  if (parts.length === 1) return parts[0] ?? ''
  if (parts.some((part) => part === null || part === undefined)) return ''

  return parts.map((part) => (part as string).replace(/[\\|]/g, '\\$&')).join('|')
}

/** The parts that {@link rowKey} joined. `count` is how many columns the key has. */
export function rowKeyParts(sourceKey: string, count: number): readonly string[] {
  if (count === 1) return [sourceKey]

  const parts: string[] = ['']
  for (let at = 0; at < sourceKey.length; at++) {
    const character = sourceKey[at] as string
    if (character === '|') parts.push('')
    else parts[parts.length - 1] += character === '\\' ? (sourceKey[++at] ?? '') : character
  }
  return parts
}
