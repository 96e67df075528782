import type { MatchColumn } from './match-column.ts'

/**
 * Of each value of a column, the `keep` words that fewest values have, rarest first and ties by the word. A word no other
 * value has can tie nothing together and is left out, so the answer may be empty.
 */
export function rarestWords(
  { size, text }: Pick<MatchColumn, 'size' | 'text'>,
  keep: number,
): (code: number) => string {
  const valuesWith = new Map<string, number>()

  for (let code = 1; code < size; code += 1)
    for (const word of distinctWords(text(code))) valuesWith.set(word, (valuesWith.get(word) ?? 0) + 1)

  return (code) => {
    const shared = distinctWords(text(code))
      .map((word): [string, number] => [word, valuesWith.get(word) ?? 0])
      .filter(([, values]) => values > 1)

    return shared
      .sort(([left, leftValues], [right, rightValues]) => leftValues - rightValues || (left < right ? -1 : 1))
      .slice(0, keep)
      .map(([word]) => word)
      .join(' ')
  }
}

/** The words of a text, each once, in order. */
export function distinctWords(text: string): readonly string[] {
  return [...new Set(text.split(' '))].filter((word) => word !== '')
}
