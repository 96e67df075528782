import { statedText } from '../text.ts'

/** How full a column is and what its texts look like. */
export interface ColumnFill {
  readonly filledCount: number
  readonly distinctCount: number
  /** There are more distinct values than were counted. */
  readonly isDistinctCut: boolean
  /** The shape most values have: digits as 9, letters as a; null where nothing is filled. */
  readonly pattern: string | null
  /** Of the filled values, those of that shape, in per cent. */
  readonly patternPercent: number
}

/** Distinct values and shapes that are told apart; more is "more than". */
const distinctCountMax = 10_000
const patternLengthMax = 24

/** Measures one column of a sample. A placeholder such as "-" or "n/a" is no value. */
export function columnFill(texts: readonly (string | null)[]): ColumnFill {
  const distinct = new Set<string>()
  const patterns = new Map<string, number>()
  let filledCount = 0
  let isDistinctCut = false

  for (const raw of texts) {
    const text = statedText(raw)
    if (text === null) continue
    filledCount++
    if (distinct.size < distinctCountMax) distinct.add(text)
    else isDistinctCut ||= !distinct.has(text)
    notePattern(patterns, textPattern(text))
  }
  const [pattern, count] = commonest(patterns)

  return {
    filledCount,
    distinctCount: distinct.size,
    isDistinctCut,
    pattern,
    patternPercent: filledCount === 0 ? 0 : Math.floor((100 * count) / filledCount),
  }
}

function notePattern(patterns: Map<string, number>, pattern: string): void {
  if (patterns.size < distinctCountMax || patterns.has(pattern)) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1)
}

/** Of two as common, the first by code unit, so that the order of the rows says nothing. */
function commonest(patterns: ReadonlyMap<string, number>): readonly [pattern: string | null, count: number] {
  let most: readonly [string | null, number] = [null, 0]
  for (const [pattern, count] of patterns) {
    const isMore = count > most[1] || (count === most[1] && pattern < (most[0] ?? ''))
    if (isMore) most = [pattern, count]
  }

  return most
}

/** Letters that a moment of ISO 8601 is written with. */
const ofMoment = /(?<=\d)[TZ](?=\d\d:|$)/

/** The shape of a text without the text: "31.03.2026" is 99.99.9999, a name is a word or two. Runs of letters are one a, long texts are cut. */
export function textPattern(text: string): string {
  const pattern = text
    .slice(0, 200)
    .replace(/\p{L}[\p{L}\p{M}]*/gu, (word, place: number, whole: string) =>
      ofMoment.test(whole.slice(Math.max(0, place - 1), place + 4)) ? word : 'a',
    )
    .replace(/\p{N}/gu, '9')
    .replace(/9{9,}/g, '9…')
    .replace(/[^\p{P}\p{S}9aTZ… ]/gu, ' ')

  return pattern.length > patternLengthMax ? `${pattern.slice(0, patternLengthMax - 1)}…` : pattern
}
