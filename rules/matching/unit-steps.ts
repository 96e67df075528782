import { foldLatin } from './fold-units.ts'
import { addressWordList } from './main-address.ts'
import { personSexUnits } from './person-sex.ts'
import type { PlainStep } from './plain-steps.ts'
import { houseNumberUnits, streetNameUnits } from './street-units.ts'
import { copyDown, isDigit, isFolded, SPACE, wordEnd, type TextBuffer, type UnitStep } from './text-buffer.ts'
import { wordSet } from './word-set.ts'

const AT = 0x40

/**
 * Steps that need no string, by name: each says exactly what the step of that name in plain-steps.ts says. Most values of most
 * columns are short Latin texts, and a string per value and step is most of what deriving them would cost.
 */
export const unitSteps: Readonly<Partial<Record<PlainStep, UnitStep>>> = {
  fold: foldLatin,
  foldUmlauts,
  personSex: personSexUnits,
  mainAddress: isMainAddress,
  streetName: streetNameUnits,
  houseNumber: houseNumberUnits,
  lower: (text) => changeCase(text, 0x41, 0x20),
  upper: (text) => changeCase(text, 0x61, -0x20),
  compact: keepUnits((unit) => unit !== SPACE, true),
  digits: keepUnits(isDigit, false),
  alphanumeric: keepUnits(
    (unit) => isDigit(unit) || (unit > 0x40 && unit < 0x5b) || (unit > 0x60 && unit < 0x7b),
    false,
  ),
  withoutZeros: keepUnits((unit) => unit !== 0x30, true),
  noPlaceholder: isNoPlaceholder,
  sortTokens,
  firstToken: (text) => keepFirst(text, wordEnd(text, 0)),
  deliveredMailbox: reachesItself,
  mailbox: (text) => keepFirst(text, Math.max(0, lastPlaceOf(text, AT))),
  domain: (text) => keepLast(text, text.length - lastPlaceOf(text, AT) - 1),
  year: (text) => keepFirst(text, 4),
}

export function keepFirst(text: TextBuffer, count: number): true {
  text.length = Math.min(text.length, count)

  return true
}

export function keepLast(text: TextBuffer, count: number): true {
  if (count < text.length) {
    copyDown(text.units, 0, text.length - count, text.length)
    text.length = count
  }

  return true
}

/** Drops the units not kept; those beyond ASCII are kept or not as `keepsOthers` says. */
function keepUnits(isKept: (unit: number) => boolean, keepsOthers: boolean): UnitStep {
  const kept = Uint8Array.from({ length: 0x80 }, (_, unit) => (isKept(unit) ? 1 : 0))

  return (text) => {
    const { units, length } = text
    let to = 0

    for (let at = 0; at < length; at += 1) {
      const unit = units[at] as number

      if (unit > 0x7f ? !keepsOthers : kept[unit] === 0) continue
      units[to] = unit
      to += 1
    }
    text.length = to

    return true
  }
}

/** Letters before the first that is not ASCII may be changed already: the step on strings changes them to the same. */
function changeCase({ units, length }: TextBuffer, first: number, shift: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const unit = units[at] as number

    if (unit > 0x7f) return false
    if (unit >= first && unit < first + 26) units[at] = unit + shift
  }

  return true
}

const [A, E, O, S, U] = Array.from('aeosu', (letter) => letter.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
]

/** Without the e of ae, oe and ue, and of what that leaves with one s for two. */
function foldUmlauts(text: TextBuffer): boolean {
  const { units, length } = text
  let to = 0
  let isVowel = false
  let isFirstS = false

  for (let at = 0; at < length; at += 1) {
    const unit = units[at] as number
    const isDropped = isVowel && unit === E

    isVowel = unit === A || unit === O || unit === U
    if (isDropped) continue
    const isSecondS: boolean = isFirstS && unit === S

    isFirstS = unit === S && !isSecondS
    if (isSecondS) continue
    units[to] = unit
    to += 1
  }
  text.length = to

  return true
}

const [PLUS, G, M, P] = Array.from('+gmp', (sign) => sign.charCodeAt(0)) as [number, number, number, number]

/** An address without a tag that is none of a service with several names or one that overlooks dots: all of them begin so. */
function reachesItself(text: TextBuffer): boolean {
  const { units, length } = text
  const at = lastPlaceOf(text, AT)
  const first = at < 0 ? 0 : (units[at + 1] as number)
  const mayDiffer = first === G || first === M || first === P

  for (let place = 0; place < length; place += 1) if (units[place] === PLUS) return false
  return !mayDiffer
}

const isAddressWord = wordSet(addressWordList)

/** A folded line in which no word names a part of a house or a number. */
function isMainAddress(text: TextBuffer): boolean {
  if (!isFolded(text)) return false
  for (let from = 0; from < text.length; from = wordEnd(text, from) + 1)
    if (isAddressWord(text.units, from, wordEnd(text, from))) return false

  return true
}

/** A placeholder repeats its first character or begins with one of these; the rest is none. */
const PLACEHOLDERS_BEGIN: ReadonlySet<number> = new Set(Array.from('01nutx-', (sign) => sign.charCodeAt(0)))

function isNoPlaceholder({ units, length }: TextBuffer): boolean {
  const first = (units[0] as number) | 0x20

  return !PLACEHOLDERS_BEGIN.has(first) && (length < 2 || ((units[1] as number) | 0x20) !== first)
}

const WORDS_MAX = 5

/** A few words; many are sorted faster as strings. */
function sortTokens(text: TextBuffer): boolean {
  const { units, length } = text
  let words = 1

  for (let at = 0; at < length; at += 1) if (units[at] === SPACE) words += 1
  if (words > WORDS_MAX) return false
  for (let pass = 1; pass < words; pass += 1) sortNeighbours(text)

  return true
}

/** One pass over the words that swaps two neighbours where the second comes before the first. */
function sortNeighbours(text: TextBuffer): void {
  const { units, length } = text
  let from = 0
  let gap = wordEnd(text, 0)

  while (gap < length) {
    const to = wordEnd(text, gap + 1)

    if (isAfter(units, from, gap, to)) {
      reverse(units, from, to)
      reverse(units, from, from + to - gap - 1)
      reverse(units, from + to - gap, to)
      from += to - gap
    } else from = gap + 1
    gap = to
  }
}

/** Whether the word before the gap comes after the word behind it. */
function isAfter(units: Uint16Array, from: number, gap: number, to: number): boolean {
  for (let at = from; at < gap; at += 1) {
    const other = gap + 1 + at - from

    if (other === to) return true
    if (units[at] !== units[other]) return (units[at] as number) > (units[other] as number)
  }

  return false
}

function reverse(units: Uint16Array, from: number, to: number): void {
  for (let low = from, high = to - 1; low < high; low += 1, high -= 1) {
    const unit = units[low] as number

    units[low] = units[high] as number
    units[high] = unit
  }
}

/** -1 where it does not occur. */
function lastPlaceOf({ units, length }: TextBuffer, unit: number): number {
  let at = length - 1

  while (at >= 0 && units[at] !== unit) at -= 1

  return at
}
