import anyAscii from 'any-ascii'
import { isAscii, isWordUnit, SPACE, type TextBuffer } from './text-buffer.ts'

/** Below this no character changes by canonical composition, so that each can be folded by itself. */
const ALONE_BELOW = 0x250

/** The plain letters of each such character, filled in as they are met. */
const plainLetters = new Map<number, string>()

/** `fold` for texts of Latin letters; those of other scripts, and of nothing but signs, are for `fold` itself. */
export function foldLatin(text: TextBuffer): boolean {
  if (!isAscii(text) && !writePlain(text)) return false

  return foldAscii(text)
}

/** Letters become plain ones, from the last to the first: what grows then never runs over what is still to be read. */
function writePlain(text: TextBuffer): boolean {
  const plainLength = lengthOfPlain(text)

  if (plainLength === undefined) return false
  if (plainLength > text.units.length) {
    const larger = new Uint16Array(2 * plainLength)

    larger.set(text.units)
    text.units = larger
  }
  const { units } = text
  let to = plainLength

  for (let at = text.length - 1; at >= 0; at -= 1) {
    const unit = units[at] as number
    const plain = unit < 0x80 ? undefined : plainOf(unit)

    to -= plain === undefined ? 1 : plain.length
    if (plain === undefined) units[to] = unit
    else for (let letter = 0; letter < plain.length; letter += 1) units[to + letter] = plain.charCodeAt(letter)
  }
  text.length = plainLength

  return true
}

/** Undefined for a text that `fold` must look at: a character of another script or without plain letters, or no word at all. */
function lengthOfPlain({ units, length }: TextBuffer): number | undefined {
  let plainLength = length
  let hasWord = false

  for (let at = 0; at < length; at += 1) {
    const unit = units[at] as number

    if (unit >= ALONE_BELOW) return undefined
    if (unit < 0x80) {
      hasWord ||= foldedAscii[unit] !== 0
      continue
    }
    const plain = plainOf(unit)

    if (plain === '') return undefined
    plainLength += plain.length - 1
    hasWord ||= isWordUnit(plain.charCodeAt(0))
  }

  return hasWord ? plainLength : undefined
}

function plainOf(unit: number): string {
  const known = plainLetters.get(unit)

  if (known !== undefined) return known
  const plain = anyAscii(String.fromCharCode(unit)).toLowerCase()

  plainLetters.set(unit, plain)

  return plain
}

/** What an ASCII character folds to; 0 where it only parts words. */
const foldedAscii = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const lower = unit > 0x40 && unit < 0x5b ? unit + 0x20 : unit

  return isWordUnit(lower) ? lower : 0
})

function foldAscii(text: TextBuffer): boolean {
  const { units, length } = text
  let to = 0
  let isGap = false

  for (let at = 0; at < length; at += 1) {
    const folded = foldedAscii[units[at] as number] as number

    if (folded === 0) {
      isGap = to > 0
      continue
    }
    if (isGap) {
      units[to] = SPACE
      to += 1
      isGap = false
    }
    units[to] = folded
    to += 1
  }
  if (to === 0) return length === 0
  text.length = to

  return true
}
