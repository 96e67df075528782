/**
 * The words of the shorter text are words of the longer or their initials, in order: "j smith" and "john a smith". At least
 * one whole word must be shared, and one be only an initial.
 */
export function isInitialled(left: string, right: string): boolean {
  const [shorter, longer] = wordsByCount(left, right)
  let whole = 0
  let initials = 0
  let place = 0

  for (const word of shorter) {
    while (place < longer.length && !abbreviates(word, longer[place] as string)) place += 1
    if (place === longer.length) return false
    // A letter both have is neither a word nor an abbreviation of one.
    if (word !== longer[place]) initials += 1
    else if (word.length > 1) whole += 1
    place += 1
  }

  return whole > 0 && initials > 0
}

function wordsByCount(left: string, right: string): readonly [readonly string[], readonly string[]] {
  const leftWords = left.split(' ')
  const rightWords = right.split(' ')

  return leftWords.length < rightWords.length || (leftWords.length === rightWords.length && left < right)
    ? [leftWords, rightWords]
    : [rightWords, leftWords]
}

function abbreviates(word: string, other: string): boolean {
  return (
    word === other || (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other))
  )
}

/** Words that an acronym may leave out. */
const smallWords = new Set([
  'of',
  'the',
  'and',
  'for',
  'de',
  'des',
  'der',
  'und',
  'et',
  'la',
  'du',
  'y',
  'e',
  'in',
  'a',
])

/** "bmw" is made of the first letters of "bayerische motoren werke", with or without its small words. */
export function isAcronym(short: string, long: string): boolean {
  if (short.includes(' ') || short.length < 2) return false
  const words = long.split(' ')

  return (
    words.length >= 2 &&
    (short === firstLetters(words) || short === firstLetters(words.filter((word) => !smallWords.has(word))))
  )
}

function firstLetters(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1)).join('')
}
