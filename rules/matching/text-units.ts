import type { CodeTexts, MatchColumn } from './match-column.ts'

/** The texts of a column as UTF-16 units, with what tells two of them apart at a glance. */
export interface TextUnits extends CodeTexts {
  readonly text: (code: number) => string
  /** One bit per letter present, modulo 32; known once `lengths` is. */
  readonly letters: Int32Array
  /** Units, at most `LENGTH_KNOWN`, plus `SURROGATES` where there are any; 0: nobody looked yet. */
  readonly lengths: Uint16Array
}

/** So many places have a bit each in one number. */
export const MASK_LENGTH = 32

/** Longer texts are as long as this. */
export const LENGTH_KNOWN = 0x7fff

/** A flag beside the length: characters outside the basic plane, or halves of them. */
export const SURROGATES = 0x8000

/** The units of a column's texts; the engine keeps them in shared memory, a handful of plain strings is copied. */
export function textUnits({ size, text, texts }: MatchColumn): TextUnits {
  const { units, offsets } = texts ?? copyTexts(size, text)

  return { units, offsets, text, letters: new Int32Array(size), lengths: new Uint16Array(size) }
}

/** The texts of a column as units, copied. */
export function copyTexts(size: number, text: (code: number) => string): CodeTexts {
  const offsets = new Uint32Array(size + 1)

  for (let code = 1; code < size; code += 1) offsets[code + 1] = (offsets[code] as number) + text(code).length
  const units = new Uint16Array(offsets[size] as number)

  for (let code = 1; code < size; code += 1) {
    const from = offsets[code] as number
    const value = text(code)

    for (let index = 0; index < value.length; index += 1) units[from + index] = value.charCodeAt(index)
  }

  return { units, offsets }
}

/** The length of a text with its flag; its letters are known from here on. */
export function lookAt({ units, offsets, letters, lengths }: TextUnits, code: number): number {
  const known = lengths[code] as number

  if (known !== 0) return known
  const from = offsets[code] as number
  const to = offsets[code + 1] as number
  let present = 0
  let surrogates = 0

  for (let index = from; index < to; index += 1) {
    const unit = units[index] as number

    present |= 1 << (unit & 31)
    if ((unit & 0xf800) === 0xd800) surrogates = SURROGATES
  }
  letters[code] = present
  const length = Math.min(to - from, LENGTH_KNOWN) | surrogates

  lengths[code] = length

  return length
}

/** Letters, modulo 32, that the one set has and the other lacks. */
export function lettersLacking(present: number, absentFrom: number): number {
  const bits = present & ~absentFrom
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)

  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Whether each text has letters, modulo 32, that the other lacks. */
export function haveOwnLetters(units: TextUnits, left: number, right: number): boolean {
  lookAt(units, left)
  lookAt(units, right)
  const leftLetters = units.letters[left] as number
  const rightLetters = units.letters[right] as number

  return (leftLetters & ~rightLetters) !== 0 && (rightLetters & ~leftLetters) !== 0
}

/** Whether two texts have the same letters, modulo 32. */
export function haveSameLetters(units: TextUnits, left: number, right: number): boolean {
  lookAt(units, left)
  lookAt(units, right)

  return units.letters[left] === units.letters[right]
}

/** The length of the shorter of two texts where the longer begins with it, else 0. */
export function prefixOf({ units, offsets }: TextUnits, left: number, right: number): number {
  const leftFrom = offsets[left] as number
  const rightFrom = offsets[right] as number
  const length = Math.min((offsets[left + 1] as number) - leftFrom, (offsets[right + 1] as number) - rightFrom)

  for (let index = 0; index < length; index += 1) if (units[leftFrom + index] !== units[rightFrom + index]) return 0

  return length
}
