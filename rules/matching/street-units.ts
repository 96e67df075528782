import { streetEndingList, streetWordList } from './street.ts'
import { copyDown, isDigit, isFolded, SPACE, wordEnd, type TextBuffer } from './text-buffer.ts'
import { wordSet } from './word-set.ts'

const isStreetWord = wordSet(streetWordList)
const isStreetEnding = wordSet(streetEndingList)
const ENDING_MAX = Math.max(...streetEndingList.map((ending) => ending.length))
const ENDING_MIN = Math.min(...streetEndingList.map((ending) => ending.length))
const ENDINGS_END: ReadonlySet<number> = new Set(streetEndingList.map((ending) => ending.charCodeAt(ending.length - 1)))
const POSTAL_CODE_MIN = 4

/** `streetName` of a folded line; a line that may have a postal code is for `streetName` itself. */
export function streetNameUnits(text: TextBuffer): boolean {
  if (!isFolded(text) || mayHavePostalCode(text)) return false
  keepWords(text, (units, from, to) => (isHouseNumber(units, from, to) ? from : to))
  dropLastLetter(text)
  if (hasName(text)) keepWords(text, nameEnd)

  return true
}

/** `houseNumber` of a folded line. */
export function houseNumberUnits(text: TextBuffer): boolean {
  if (!isFolded(text)) return false
  const { units, length } = text

  for (let from = 0; from < length; from = wordEnd(text, from) + 1) {
    const to = wordEnd(text, from)

    if (!isHouseNumber(units, from, to)) continue
    let first = from
    const end = isDigit(units[to - 1] as number) ? to : to - 1

    while (first < end - 1 && units[first] === 0x30) first += 1
    copyDown(units, 0, first, end)
    text.length = end - first

    return true
  }
  text.length = 0

  return true
}

/** Digits, and at most one letter behind them. */
function isHouseNumber(units: Uint16Array, from: number, to: number): boolean {
  let at = from

  while (at < to && isDigit(units[at] as number)) at += 1

  return at > from && at >= to - 1
}

/** Keeps of every word what lies before the place that `endOf` answers. */
function keepWords(text: TextBuffer, endOf: (units: Uint16Array, from: number, to: number) => number): void {
  const { units, length } = text
  let kept = 0

  for (let from = 0; from < length;) {
    const to = wordEnd(text, from)
    const end = endOf(units, from, to)

    if (end > from) {
      if (kept > 0) {
        units[kept] = SPACE
        kept += 1
      }
      copyDown(units, kept, from, end)
      kept += end - from
    }
    from = to + 1
  }
  text.length = kept
}

/** A letter at the end of a line belongs to the house number. */
function dropLastLetter(text: TextBuffer): void {
  const { units, length } = text

  if (length === 1 && !isDigit(units[0] as number)) text.length = 0
  else if (length > 1 && units[length - 2] === SPACE && !isDigit(units[length - 1] as number)) text.length -= 2
}

/** Whether anything is left without the words for "street". */
function hasName(text: TextBuffer): boolean {
  for (let from = 0; from < text.length; from = wordEnd(text, from) + 1)
    if (nameEnd(text.units, from, wordEnd(text, from)) > from) return true

  return false
}

/** Where a word ends without its word for "street"; where it begins when it is nothing else. */
function nameEnd(units: Uint16Array, from: number, to: number): number {
  if (isStreetWord(units, from, to)) return from
  if (!ENDINGS_END.has(units[to - 1] as number)) return to
  for (let ending = Math.min(ENDING_MAX, to - from); ending >= ENDING_MIN; ending -= 1)
    if (isStreetEnding(units, to - ending, to)) return to - ending

  return to
}

function mayHavePostalCode({ units, length }: TextBuffer): boolean {
  let digits = 0

  for (let at = 0; at < length; at += 1) {
    digits = isDigit(units[at] as number) ? digits + 1 : 0
    if (digits === POSTAL_CODE_MIN) return true
  }

  return false
}
