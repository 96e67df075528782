import type { TextTable } from '../../../rules/matching/match-column.ts'

/** What a text table consists of, for memory shared with threads. */
export interface CompactTexts {
  readonly size: number
  /** UTF-16 code units of all texts. */
  readonly units: Uint16Array
  /** The text of a code: units from `offsets[code]` to `offsets[code + 1]`. */
  readonly offsets: Uint32Array
}

/** UTF-16 code units decoded at once where texts are read one after the other. */
const READ_AHEAD = 1 << 11

/** A text table in typed arrays: a million distinct texts cost what their letters cost, and nothing to collect as garbage. */
export interface CompactTextTable extends TextTable {
  compact(): CompactTexts
}

/** A table for about so many different texts; it grows when there are more. */
export function compactTextTable(expected = 128): CompactTextTable {
  const texts: Writable<CompactTexts> = {
    size: 1,
    units: new Uint16Array(16 * expected),
    offsets: new Uint32Array(expected + 2),
  }
  // Hash and code side by side, three quarters of them taken at most: most probes touch one line of the cache.
  let slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2((4 / 3) * (expected + 1))))

  function makeRoom(length: number): number {
    const from = texts.offsets[texts.size] as number

    if (from + length > texts.units.length) texts.units = enlarged(texts.units, new Uint16Array(2 * (from + length)))
    if (texts.size + 2 > texts.offsets.length)
      texts.offsets = enlarged(texts.offsets, new Uint32Array(2 * texts.offsets.length))

    return from
  }

  /** The code of what was written behind the last text, which stays there when it is new. */
  function codeOfWritten(from: number, to: number): number {
    const hash = hashUnits(texts.units, from, to)
    const mask = slots.length - 1
    let slot = (hash << 1) & mask

    for (let code = slots[slot + 1] as number; code !== 0; code = slots[slot + 1] as number) {
      if (slots[slot] === hash && isSameText(texts, code, from, to)) return code
      slot = (slot + 2) & mask
    }
    const code = texts.size

    slots[slot] = hash
    slots[slot + 1] = code
    texts.offsets[code + 1] = to
    texts.size = code + 1
    if (8 * texts.size > 3 * slots.length) slots = rehashed(slots)

    return code
  }

  return {
    codeOf(text) {
      const from = makeRoom(text.length)
      const { units } = texts

      for (let index = 0; index < text.length; index += 1) units[from + index] = text.charCodeAt(index)

      return codeOfWritten(from, from + text.length)
    },
    size: () => texts.size,
    text: textReader(texts),
    compact: () => ({
      size: texts.size,
      units: texts.units.subarray(0, texts.offsets[texts.size]),
      offsets: texts.offsets.subarray(0, texts.size + 1),
    }),
  }
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

function isSameText({ units, offsets }: CompactTexts, code: number, from: number, to: number): boolean {
  const known = offsets[code] as number

  if ((offsets[code + 1] as number) - known !== to - from) return false
  for (let at = from, place = known; at < to; at += 1, place += 1) if (units[at] !== units[place]) return false

  return true
}

/** Columns are derived code after code: such texts are decoded many at a time, which takes less time than one by one. */
export function textReader(texts: CompactTexts): (code: number) => string {
  let decoded = ''
  let decodedFrom = 0
  let previous = -1

  return (code) => {
    const from = texts.offsets[code] as number
    const to = texts.offsets[code + 1] as number
    const follows = code === previous + 1

    previous = code
    if (from < decodedFrom || to > decodedFrom + decoded.length) {
      if (!follows) return textAt(texts.units, texts.offsets, code)
      decoded = decode(
        texts.units,
        from,
        Math.max(to, Math.min(from + READ_AHEAD, texts.offsets[texts.size] as number)),
      )
      decodedFrom = from
    }

    return decoded.slice(from - decodedFrom, to - decodedFrom)
  }
}

/** The text of a code. */
export function textAt(units: Uint16Array, offsets: Uint32Array, code: number): string {
  return decode(units, offsets[code] as number, offsets[code + 1] as number)
}

function decode(units: Uint16Array, from: number, to: number): string {
  return Buffer.from(units.buffer, units.byteOffset + 2 * from, 2 * (to - from)).toString('utf16le')
}

/** Two units at a time; compared within one run only. */
export function hashUnits(units: Uint16Array, from: number, to: number): number {
  let hash = to - from
  let at = from

  for (; at + 1 < to; at += 2) {
    hash = Math.imul(hash ^ (units[at] as number) ^ ((units[at + 1] as number) << 16), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  if (at < to) hash = Math.imul(hash ^ (units[at] as number), 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)

  return hash ^ (hash >>> 13)
}

function enlarged<Values extends Uint16Array | Uint32Array>(values: Values, larger: Values): Values {
  larger.set(values)

  return larger
}

function rehashed(slots: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * slots.length)
  const mask = larger.length - 1

  for (let from = 0; from < slots.length; from += 2) {
    const code = slots[from + 1] as number

    if (code === 0) continue
    let to = ((slots[from] as number) << 1) & mask

    while (larger[to + 1] !== 0) to = (to + 2) & mask
    larger[to] = slots[from] as number
    larger[to + 1] = code
  }

  return larger
}
