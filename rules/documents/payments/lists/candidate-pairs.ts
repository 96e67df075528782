import { countWords, textComparer } from './text-agreement.ts'
import type { PaymentLine } from './payment-line.ts'

/** Pairs that may be one payment, by position in both lists, with what is learnt from; ordered by left, then right. */
export interface CandidatePairs {
  readonly left: Int32Array
  readonly right: Int32Array
  /** Days from left to right; `unknownLag` when a date is missing. */
  readonly lag: Int16Array
  /** Natural logarithm of right amount over left amount; 0 only when they are equal to the minor unit. */
  readonly logRatio: Float64Array
  readonly textKind: Uint16Array
  readonly textShare: Float64Array
  readonly textKinds: readonly string[]
  /** What was left out, in words. */
  readonly limits: readonly string[]
}

export const unknownLag = -32_768
/** Bank transfers, instalments of a payout and postings of the other side stay within a month. */
export const lagDaysMax = 31
/** Fees and exchange take a few percent; 15 leaves room to see where the distribution ends. */
export const logRatioMax = 0.16
/** Letters that texts must share to be compared; more of them where a list is so long that fewer would make too many pairs. */
const beginningChars = [2, 4, 6, 8] as const
const SAMPLED_MAX = 400
/** A word in more texts than this makes no pairs of its own. */
const WORD_TEXTS_MAX = 50
const WORD_CHARS_MIN = 3
const PAIRS_MAX = 8_000_000
const VISITS_MAX = 400_000_000

interface Sized {
  readonly position: number
  readonly size: number
}

/** Compares only lines that begin alike or share a rare word, with about the same amount, and lines of exactly the same amount. */
export function candidatePairs(lefts: readonly PaymentLine[], rights: readonly PaymentLine[]): CandidatePairs {
  const comparer = textComparer(
    lefts.map(({ text }) => text),
    rights.map(({ text }) => text),
  )
  const { partnersOf, limits } = affordableFinder(lefts, rights)
  const columns: { left: number[]; right: number[]; lag: number[]; ratio: number[]; kind: number[]; share: number[] } =
    { left: [], right: [], lag: [], ratio: [], kind: [], share: [] }
  const budget = { visits: VISITS_MAX }
  let comparedCount = 0

  for (const [position, left] of lefts.entries()) {
    if (columns.left.length > PAIRS_MAX || budget.visits < 0) break
    comparedCount += 1
    for (const partner of partnersOf(left, budget)) {
      const right = rights[partner] as PaymentLine
      const agreement = comparer.compare(left.text, right.text)

      if (agreement.kind === 0 && left.amountMinor !== right.amountMinor) continue
      columns.left.push(position)
      columns.right.push(partner)
      columns.lag.push(lagOf(left, right))
      columns.ratio.push(logRatioOf(left, right))
      columns.kind.push(agreement.kind)
      columns.share.push(agreement.share)
    }
  }
  return {
    left: Int32Array.from(columns.left),
    right: Int32Array.from(columns.right),
    lag: Int16Array.from(columns.lag),
    logRatio: Float64Array.from(columns.ratio),
    textKind: Uint16Array.from(columns.kind),
    textShare: Float64Array.from(columns.share),
    textKinds: comparer.kinds,
    limits:
      comparedCount === lefts.length
        ? limits
        : [
            ...limits,
            `Only ${comparedCount} of ${lefts.length} lines of the left list were compared: they made ${columns.left.length} pairs, and ${PAIRS_MAX} are the limit.`,
          ],
  }
}

const lagOf = (left: PaymentLine, right: PaymentLine): number =>
  left.day === null || right.day === null ? unknownLag : right.day - left.day

const sizeOf = ({ amountMinor }: PaymentLine): number => Number(amountMinor < 0n ? -amountMinor : amountMinor)

function logRatioOf(left: PaymentLine, right: PaymentLine): number {
  if (left.amountMinor === right.amountMinor) return 0
  const ratio = Math.log(sizeOf(right) / sizeOf(left))

  // Beyond 2^53 two amounts may differ by less than a double shows; they are not equal all the same.
  return ratio === 0 ? Number.EPSILON : ratio
}

type PartnersOf = (left: PaymentLine, budget: { visits: number }) => readonly number[]

/** The finder that compares most and can still be afforded, as some lines of the left list show. */
function affordableFinder(
  lefts: readonly PaymentLine[],
  rights: readonly PaymentLine[],
): { readonly partnersOf: PartnersOf; readonly limits: readonly string[] } {
  const step = Math.ceil(lefts.length / SAMPLED_MAX)
  const sample = lefts.filter((_, position) => position % step === 0)
  let chars: number = beginningChars[0]
  let partnersOf = partnerFinder(rights, chars)

  for (const longer of beginningChars.slice(1)) {
    const budget = { visits: VISITS_MAX }
    const pairCount = sample.reduce((sum, left) => sum + partnersOf(left, budget).length, 0) * step
    const visitCount = (VISITS_MAX - budget.visits) * step

    if (pairCount <= PAIRS_MAX && visitCount <= VISITS_MAX) break
    chars = longer
    partnersOf = partnerFinder(rights, chars)
  }
  return {
    partnersOf,
    limits:
      chars === beginningChars[0]
        ? []
        : [
            `The lists are long: texts that do not share their first ${chars} letters were only compared by rare words and equal amounts.`,
          ],
  }
}

function partnerFinder(rights: readonly PaymentLine[], chars: number): PartnersOf {
  const beginnings = new Map<string, Sized[]>()
  const amounts = new Map<bigint, Sized[]>()
  const words = new Map<string, Sized[]>()
  const wordCounts = countWords(rights.map(({ text }) => text))

  rights.forEach((right, position) => {
    const sized = { position, size: sizeOf(right) }

    add(beginnings, right.text.slice(0, chars), sized)
    add(amounts, right.amountMinor, sized)
    for (const word of new Set(right.text.split(' '))) {
      if (word.length >= WORD_CHARS_MIN && (wordCounts.get(word) ?? 0) <= WORD_TEXTS_MAX) add(words, word, sized)
    }
  })
  for (const sized of [...beginnings.values(), ...words.values()]) {
    sized.sort((first, second) => first.size - second.size || first.position - second.position)
  }

  /** Positions in the right list, ascending. */
  return (left, budget) => {
    const found = new Set<number>()
    const size = sizeOf(left)
    const visit = (sized: readonly Sized[], from: number) => {
      for (let at = from; at < sized.length; at += 1) {
        const { position, size: other } = sized[at] as Sized

        budget.visits -= 1
        if (other > size * Math.exp(logRatioMax)) break
        if (mayBeOne(left, rights[position] as PaymentLine)) found.add(position)
      }
    }
    const near = (sized: readonly Sized[] = []) => visit(sized, firstOfSize(sized, size * Math.exp(-logRatioMax)))

    visit(amounts.get(left.amountMinor) ?? [], 0)
    if (size > 0) {
      if (left.text !== '') near(beginnings.get(left.text.slice(0, chars)))
      for (const word of new Set(left.text.split(' '))) near(words.get(word))
    }
    return [...found].sort((first, second) => first - second)
  }
}

function mayBeOne(left: PaymentLine, right: PaymentLine): boolean {
  const lag = lagOf(left, right)

  return (
    (lag === unknownLag || Math.abs(lag) <= lagDaysMax) &&
    left.amountMinor < 0n === right.amountMinor < 0n &&
    (left.currency === null || right.currency === null || left.currency === right.currency)
  )
}

function add<Key>(lists: Map<Key, Sized[]>, key: Key, sized: Sized): void {
  const list = lists.get(key)

  if (list === undefined) lists.set(key, [sized])
  else list.push(sized)
}

function firstOfSize(sized: readonly Sized[], size: number): number {
  let low = 0
  let high = sized.length

  while (low < high) {
    const middle = (low + high) >> 1

    if ((sized[middle] as Sized).size < size) low = middle + 1
    else high = middle
  }
  return low
}
