import { jaroWinkler } from '@skyra/jaro-winkler'
import type { MatchColumn } from './match-column.ts'

/** Two words this alike, and this long, are one word with a typing error. */
const ALIKE_MIN = 0.92
const ALIKE_LENGTH_MIN = 5

/** Weights are whole numbers of this part of a bit: sums of them do not depend on an order, nor on the last bit of a logarithm. */
export const PARTS_PER_BIT = 2 ** 20

export interface RarityShares {
  /** Weight of the shared words over that of the lighter text's words. */
  readonly overlap: number
  /** Weight of the shared words over that of all words. */
  readonly jaccard: number
}

/**
 * Compares the words of two values of a column, each weighed by how rare it is among the column's distinct values: the
 * weight of a word is log2(1 + values / values with the word). Words with a typing error count as shared by their likeness.
 */
export function tokenRarity(column: MatchColumn): (leftCode: number, rightCode: number) => RarityShares {
  const weights = tokenWeights(column)
  const weighed = new Map<number, readonly [string, number][]>()

  function words(code: number): readonly [string, number][] {
    const known = weighed.get(code)

    if (known !== undefined) return known
    const own = [...new Set(column.text(code).split(' '))].map((word): [string, number] => [
      word,
      weights.get(word) ?? 0,
    ])

    weighed.set(code, own)

    return own
  }

  return (leftCode, rightCode) => {
    const left = words(leftCode)
    const right = words(rightCode)
    const leftWeight = total(left)
    const rightWeight = total(right)
    const shared =
      leftWeight < rightWeight || (leftWeight === rightWeight && column.text(leftCode) < column.text(rightCode))
        ? weightShared(left, right)
        : weightShared(right, left)

    return {
      overlap: shared / Math.min(leftWeight, rightWeight),
      jaccard: shared / (leftWeight + rightWeight - shared),
    }
  }
}

function tokenWeights({ size, text }: MatchColumn): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()

  for (let code = 1; code < size; code += 1)
    for (const word of new Set(text(code).split(' '))) counts.set(word, (counts.get(word) ?? 0) + 1)

  return new Map(
    [...counts].map(([word, count]) => [word, Math.round(Math.log2(1 + (size - 1) / count) * PARTS_PER_BIT)]),
  )
}

function total(words: readonly (readonly [string, number])[]): number {
  return words.reduce((sum, [, weight]) => sum + weight, 0)
}

/** Each word finds its equal first; those left over the one most alike, the first of equals. */
function weightShared(
  words: readonly (readonly [string, number])[],
  others: readonly (readonly [string, number])[],
): number {
  const free = new Map(others)
  const unequal: (readonly [string, number])[] = []
  let shared = 0

  for (const entry of words) {
    if (free.delete(entry[0])) shared += entry[1]
    else unequal.push(entry)
  }
  for (const [word, weight] of unequal) {
    const best = mostAlike(word, free)

    if (best === undefined) continue
    shared += Math.round(best.alike * Math.min(weight, free.get(best.word) as number))
    free.delete(best.word)
  }

  return shared
}

function mostAlike(word: string, others: ReadonlyMap<string, number>): { word: string; alike: number } | undefined {
  if (word.length < ALIKE_LENGTH_MIN) return undefined
  let best: { word: string; alike: number } | undefined

  for (const other of others.keys()) {
    if (other.length < ALIKE_LENGTH_MIN || other[0] !== word[0]) continue
    const alike = word < other ? jaroWinkler(word, other) : jaroWinkler(other, word)

    if (alike >= ALIKE_MIN && alike > (best?.alike ?? 0)) best = { word: other, alike }
  }

  return best
}
