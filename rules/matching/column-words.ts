import type { MatchColumn } from './match-column.ts'

/** The distinct words of a column's values as numbers; a value is split when it is first asked for. */
export interface ColumnWords {
  /** Where in `words` the value's words begin, after their number. */
  of(code: number): number
  /** The words of value after value, each value's ascending. Replaced when it grows: read it after `of`. */
  words(): Int32Array
}

export function columnWords({ size, text }: MatchColumn): ColumnWords {
  const numbers = new Map<string, number>()
  const places = new Int32Array(size)
  let words = new Int32Array(1024)
  let length = 0

  function numberOf(word: string): number {
    const known = numbers.get(word)

    if (known !== undefined) return known
    numbers.set(word, numbers.size)

    return numbers.size - 1
  }

  function split(code: number): number {
    const own = Int32Array.from(new Set(text(code).split(' ')), numberOf).sort()
    const place = length + 1

    if (place + own.length > words.length) {
      const larger = new Int32Array(2 * (place + own.length))

      larger.set(words)
      words = larger
    }
    words[length] = own.length
    words.set(own, place)
    length = place + own.length
    places[code] = place

    return place
  }

  return { of: (code) => places[code] || split(code), words: () => words }
}

/** How many words two values share. */
export function countShared(words: Int32Array, left: number, right: number): number {
  const leftEnd = left + (words[left - 1] as number)
  const rightEnd = right + (words[right - 1] as number)
  let one = left
  let other = right
  let shared = 0

  while (one < leftEnd && other < rightEnd) {
    const difference = (words[one] as number) - (words[other] as number)

    if (difference === 0) shared += 1
    if (difference <= 0) one += 1
    if (difference >= 0) other += 1
  }

  return shared
}
