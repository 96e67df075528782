import { jaroWinkler } from '@skyra/jaro-winkler'

/** Two spellings of one word are more alike than this; black and blue are not. */
const ALIKE_MIN = 0.85

/**
 * Each text has a word that the other has nothing like: "shirt cotton black" and "shirt cotton blue". A word only one of
 * them has, abbreviated or misspelt, replaces nothing.
 */
export function isWordReplaced(left: string, right: string): boolean {
  const leftWords = left.split(' ')
  const rightWords = right.split(' ')
  const leftOwn = leftWords.filter((word) => !rightWords.includes(word))
  const rightOwn = rightWords.filter((word) => !leftWords.includes(word))

  return hasUnlike(leftOwn, rightOwn) && hasUnlike(rightOwn, leftOwn)
}

function hasUnlike(words: readonly string[], others: readonly string[]): boolean {
  return words.some((word) => !others.some((other) => areAlike(word, other)))
}

function areAlike(word: string, other: string): boolean {
  if (word.startsWith(other) || other.startsWith(word)) return true

  return (word < other ? jaroWinkler(word, other) : jaroWinkler(other, word)) >= ALIKE_MIN
}
