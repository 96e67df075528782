import type { MatchColumn } from './match-column.ts'

/** Texts this long, or with characters outside the basic plane, are measured without asking for a bound. */
const UNBOUNDED = 0xffff

/** What equal beginnings add at most: of what is missing to 1, as much. The library counts four equal characters as five. */
const PREFIX_GAIN_MAX = 0.5

/** Slack for rounding, so that a bound is never below what is measured. */
const SLACK = 1e-9

/**
 * The most the Jaro-Winkler measure of two values can be, from their lengths and the letters each has: a letter the other
 * value lacks has no partner. Twelve times as fast as measuring, and it settles most pairs.
 */
export function letterBound(column: MatchColumn): (leftCode: number, rightCode: number) => number {
  const letters = new Int32Array(column.size)
  const lengths = new Uint16Array(column.size)

  function look(code: number): void {
    const text = column.text(code)
    let present = 0

    for (let index = 0; index < text.length; index += 1) present |= 1 << (text.charCodeAt(index) & 31)
    letters[code] = present
    lengths[code] = /[\ud800-\udfff]/.test(text) ? UNBOUNDED : Math.min(text.length, UNBOUNDED)
  }

  return (leftCode, rightCode) => {
    if (lengths[leftCode] === 0) look(leftCode)
    if (lengths[rightCode] === 0) look(rightCode)
    const leftLength = lengths[leftCode] as number
    const rightLength = lengths[rightCode] as number

    if (leftLength === UNBOUNDED || rightLength === UNBOUNDED) return 1
    const leftLetters = letters[leftCode] as number
    const rightLetters = letters[rightCode] as number
    const matches = Math.min(
      leftLength - bitCount(leftLetters & ~rightLetters),
      rightLength - bitCount(rightLetters & ~leftLetters),
    )

    if (matches <= 0) return SLACK
    const jaro = (matches / leftLength + matches / rightLength + 1) / 3

    return jaro + PREFIX_GAIN_MAX * (1 - jaro) + SLACK
  }
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)

  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
