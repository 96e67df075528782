import { lowerBound } from './lower-bound.ts'

/** How two texts agree, and how probable it is that a line of no relation agrees so. */
export interface TextAgreement {
  /** Position in `kinds`; what a kind is worth is learnt. */
  readonly kind: number
  /** Share of the right list's texts that agree with the left one in this kind: rare texts prove more than common ones. */
  readonly share: number
}

export interface TextComparer {
  compare(left: string, right: string): TextAgreement
  /** Names of the kinds met so far, by their position. */
  readonly kinds: readonly string[]
}

/** A word that stands in more than this share of all texts says nothing of who paid: "payment", a code of the bank. */
const EVERYDAY_SHARE = 0.03
const KNOWN_SHARE = 0.004
const WORD_CHARS_MAX = 16
const WORD_CHARS_MIN = 3
/** How much rarer a word in common must be than the common beginning to be what the texts agree in. */
const WORD_RARER = 16

/** The kind of texts that have nothing in common. */
const NOTHING = 'nothing'

/**
 * Compares texts that banks cut off and rewrite at the end: equal, one the beginning of the other, or alike up to a word. What
 * follows the common beginning is told by how common it is, because two customers called J SMITH and J SMYTHE also begin alike.
 */
export function textComparer(lefts: readonly string[], rights: readonly string[]): TextComparer {
  const sorted = rights.toSorted()
  const continuations = new Map<string, Continuation>()
  const wordShare = shareOfWords([...lefts, ...rights])
  const rightWords = countWords(rights)
  const kinds: string[] = [NOTHING]
  const positions = new Map([[NOTHING, 0]])

  function kindOf(name: string): number {
    const known = positions.get(name)

    if (known !== undefined) return known
    positions.set(name, kinds.length)
    return kinds.push(name) - 1
  }

  function continuationOf(beginning: string): Continuation {
    const known = continuations.get(beginning)

    if (known !== undefined) return known
    const counted = countContinuations(sorted, beginning, wordShare)

    continuations.set(beginning, counted)
    return counted
  }

  function compare(left: string, right: string): TextAgreement {
    const beginning = commonBeginning(left, right, wordShare)
    const wordCount = rarestCommonWord(left, right, rightWords) ?? Number.POSITIVE_INFINITY
    const beginningCount =
      beginning === undefined ? rights.length : countOf(continuationOf(beginning.text), beginning.right)

    if (wordCount * WORD_RARER < beginningCount) {
      return { kind: kindOf('a rare word in common'), share: wordCount / rights.length }
    }
    return beginning === undefined
      ? { kind: 0, share: 1 }
      : { kind: kindOf(beginning.kind), share: Math.max(1, beginningCount) / rights.length }
  }

  return { compare, kinds }
}

/** How the texts of the right list go on after a beginning, counted. */
type Continuation = ReadonlyMap<string, number>

const countOf = (continuation: Continuation, after: string): number => continuation.get(after) ?? 1

interface CommonBeginning {
  /** Without a space at its end. */
  readonly text: string
  /** How the right text goes on. */
  readonly right: string
  readonly kind: string
}

/** The beginning two texts share, up to a whole word unless one text ends there, and what follows in each. */
function commonBeginning(
  left: string,
  right: string,
  wordShare: (word: string) => number,
): CommonBeginning | undefined {
  const shorter = Math.min(left.length, right.length)
  let length = 0

  while (length < shorter && left.charCodeAt(length) === right.charCodeAt(length)) length += 1
  if (length === 0) return undefined
  const wordStart = left.lastIndexOf(' ', length - 1)
  const isWhole = length === shorter

  if (!isWhole && wordStart === -1 && length < WORD_CHARS_MIN) return undefined
  const text = left.slice(0, isWhole || wordStart === -1 ? length : wordStart)
  const after = goesOn(right, text.length, wordShare)

  const kind = left === right ? 'equal' : `${goesOn(left, text.length, wordShare)} against ${after}`

  return { text, right: after, kind }
}

/** What follows the first letters of a text, by how common it is: an everyday word tells nobody from anybody. */
function goesOn(text: string, length: number, wordShare: (word: string) => number): string {
  if (text.length === length) return 'nothing more'
  if (text[length] !== ' ') return 'the rest of a word'
  const end = text.indexOf(' ', length + 1)
  const word = text.slice(length + 1, end === -1 ? undefined : end)

  if (/\d/u.test(word)) return 'a number'
  const share = wordShare(word)

  if (share > EVERYDAY_SHARE) return 'an everyday word'
  return share > KNOWN_SHARE ? 'a known word' : 'a rare word'
}

function countContinuations(
  sorted: readonly string[],
  beginning: string,
  wordShare: (word: string) => number,
): Continuation {
  const counts = new Map<string, number>()

  for (let at = lowerBound(sorted, beginning); at < sorted.length; at += 1) {
    const text = sorted[at] as string

    if (!text.startsWith(beginning)) break
    const after = goesOn(text, beginning.length, wordShare)

    counts.set(after, (counts.get(after) ?? 0) + 1)
  }
  return counts
}

/** Share of the texts that hold a word, or one that begins so: the last word of a text may be cut off. First words are names. */
function shareOfWords(texts: readonly string[]): (word: string) => number {
  const counts = new Map<string, number>()

  for (const text of texts) {
    for (const word of text.split(' ').slice(1)) {
      for (let length = 1; length <= Math.min(word.length, WORD_CHARS_MAX); length += 1) {
        const beginning = word.slice(0, length)

        counts.set(beginning, (counts.get(beginning) ?? 0) + 1)
      }
    }
  }
  return (word) => (counts.get(word.slice(0, WORD_CHARS_MAX)) ?? 0) / texts.length
}

/** In how many texts each word stands. */
export function countWords(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()

  for (const text of texts) {
    for (const word of new Set(text.split(' '))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function rarestCommonWord(left: string, right: string, counts: ReadonlyMap<string, number>): number | undefined {
  const rightWords = right.split(' ')
  let rarest: number | undefined

  for (const word of left.split(' ')) {
    if (word.length < WORD_CHARS_MIN || !rightWords.includes(word)) continue
    const count = counts.get(word) ?? 1

    if (rarest === undefined || count < rarest) rarest = count
  }
  return rarest
}
