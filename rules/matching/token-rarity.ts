import { jaroWinklerOf } from './jaro-winkler-units.ts'
import { columnOf, type MatchColumn } from './match-column.ts'
import { textUnits } from './text-units.ts'

/** Two words this alike, and this long, are one word with a typing error. */
const ALIKE_MIN = 0.92
const ALIKE_LENGTH_MIN = 5
/** Texts with more words of their own than this differ, however they are spelt: misspelt words are not looked for. */
export const MISSPELT_WORDS_MAX = 64

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
  const { starts, words, texts } = splitValues(column)
  const weights = wordWeights(words, texts.length, column.size - 1)
  const totals = Float64Array.from({ length: column.size }, (_, code) =>
    words.subarray(starts[code], starts[code + 1]).reduce((sum, word) => sum + (weights[word] as number), 0),
  )
  const weightOfShared = sharedWeigher(starts, words, weights, texts)
  let lastLeft = 0
  let lastRight = 0
  let last: RarityShares = { overlap: 0, jaccard: 0 }

  /** The words of the lighter text look for partners. */
  function sharedBy(leftCode: number, rightCode: number): number {
    const difference = (totals[leftCode] as number) - (totals[rightCode] as number)
    const isLeftFirst = difference < 0 || (difference === 0 && column.text(leftCode) < column.text(rightCode))

    return isLeftFirst ? weightOfShared(leftCode, rightCode) : weightOfShared(rightCode, leftCode)
  }

  return (leftCode, rightCode) => {
    // Several levels ask for the same two values, one after the other.
    if (leftCode === lastLeft && rightCode === lastRight) return last
    const leftWeight = totals[leftCode] as number
    const rightWeight = totals[rightCode] as number
    const shared = sharedBy(leftCode, rightCode)

    lastLeft = leftCode
    lastRight = rightCode
    last = {
      overlap: shared / Math.min(leftWeight, rightWeight),
      jaccard: shared / (leftWeight + rightWeight - shared),
    }

    return last
  }
}

interface SplitValues {
  /** The words of a code: from `starts[code]` to `starts[code + 1]`, each once. */
  readonly starts: Int32Array
  readonly words: Int32Array
  readonly texts: readonly string[]
}

function splitValues({ size, text }: MatchColumn): SplitValues {
  const starts = new Int32Array(size + 1)
  const numbers = new Map<string, number>()
  const words: number[] = []

  for (let code = 1; code < size; code += 1) {
    for (const word of new Set(text(code).split(' '))) {
      const number = numbers.get(word) ?? numbers.size

      numbers.set(word, number)
      words.push(number)
    }
    starts[code + 1] = words.length
  }

  return { starts, words: Int32Array.from(words), texts: [...numbers.keys()] }
}

function wordWeights(words: Int32Array, wordCount: number, valueCount: number): Float64Array {
  const counts = new Float64Array(wordCount)

  for (const word of words) counts[word] = (counts[word] as number) + 1

  return counts.map((count) => Math.round(Math.log2(1 + valueCount / count) * PARTS_PER_BIT))
}

/** Each word finds its equal first; those left over the one most alike, the first of equals. */
function sharedWeigher(
  starts: Int32Array,
  words: Int32Array,
  weights: Float64Array,
  texts: readonly string[],
): (code: number, otherCode: number) => number {
  const alikeOf = wordLikeness(texts)
  /** Words of the other text that have no partner yet are marked by the number of the pair. */
  const marks = new Float64Array(texts.length)
  const unequal: number[] = []
  let pair = 0

  function mostAlike(word: number, otherCode: number): { readonly word: number; readonly alike: number } {
    let best = -1
    let most = 0

    for (let place = starts[otherCode] as number; place < (starts[otherCode + 1] as number); place += 1) {
      const other = words[place] as number
      const alike = marks[other] === pair ? alikeOf(word, other) : 0

      if (alike <= most) continue
      most = alike
      best = other
    }

    return { word: best, alike: most }
  }

  return (code, otherCode) => {
    let shared = 0

    pair += 1
    unequal.length = 0
    for (let place = starts[otherCode] as number; place < (starts[otherCode + 1] as number); place += 1)
      marks[words[place] as number] = pair
    for (let place = starts[code] as number; place < (starts[code + 1] as number); place += 1) {
      const word = words[place] as number

      if (marks[word] === pair) {
        marks[word] = 0
        shared += weights[word] as number
      } else unequal.push(word)
    }
    if (unequal.length > MISSPELT_WORDS_MAX) return shared
    for (const word of unequal) {
      const best = mostAlike(word, otherCode)

      if (best.alike === 0) continue
      marks[best.word] = 0
      shared += Math.round(best.alike * Math.min(weights[word] as number, weights[best.word] as number))
    }

    return shared
  }
}

/** How alike two words are, or 0 where they are not the same word. */
function wordLikeness(texts: readonly string[]): (word: number, other: number) => number {
  const column = columnOf(new Int32Array(0), {
    size: () => texts.length + 1,
    text: (code) => texts[code - 1] as string,
  })
  const units = textUnits(column)
  const measure = jaroWinklerOf(units, units, ALIKE_MIN)
  const initials = Int32Array.from(texts, (text) => (text.length < ALIKE_LENGTH_MIN ? -1 : text.charCodeAt(0)))

  return (word, other) => {
    if (initials[word] === -1 || initials[word] !== initials[other]) return 0
    const alike = measure(word + 1, other + 1)

    return alike >= ALIKE_MIN ? alike : 0
  }
}
