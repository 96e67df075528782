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

export function compactTextTable(): CompactTextTable {
  const texts: Writable<CompactTexts> = { size: 1, units: new Uint16Array(1 << 12), offsets: new Uint32Array(1 << 8) }
  let hashes: Int32Array = new Int32Array(1 << 8)
  let slots: Int32Array = new Int32Array(1 << 9)

  function add(text: string, hash: number): number {
    const code = texts.size
    const from = texts.offsets[code] as number
    const to = from + text.length

    if (to > texts.units.length) texts.units = enlarged(texts.units, new Uint16Array(2 * to))
    if (code + 2 > texts.offsets.length) {
      texts.offsets = enlarged(texts.offsets, new Uint32Array(2 * texts.offsets.length))
      hashes = enlarged(hashes, new Int32Array(2 * hashes.length))
      slots = rehashed(hashes, code, 2 * slots.length)
    }
    for (let index = 0; index < text.length; index += 1) texts.units[from + index] = text.charCodeAt(index)
    texts.offsets[code + 1] = to
    hashes[code] = hash
    texts.size = code + 1

    return code
  }

  return {
    codeOf(text) {
      const hash = hashText(text)
      let slot = hash & (slots.length - 1)

      for (let code = slots[slot] as number; code !== 0; code = slots[slot] as number) {
        if (hashes[code] === hash && isText(texts, code, text)) return code
        slot = (slot + 1) & (slots.length - 1)
      }
      const code = add(text, hash)

      place(slots, hash, code)

      return code
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

function isText({ units, offsets }: CompactTexts, code: number, text: string): boolean {
  const from = offsets[code] as number

  if ((offsets[code + 1] as number) - from !== text.length) return false
  for (let index = 0; index < text.length; index += 1) if (units[from + index] !== text.charCodeAt(index)) return false

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

function hashText(text: string): number {
  let hash = 0x811c9dc5 ^ text.length

  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)

  return hash ^ (hash >>> 13)
}

function enlarged<Values extends Uint16Array | Uint32Array | Int32Array>(values: Values, larger: Values): Values {
  larger.set(values)

  return larger
}

function rehashed(hashes: Int32Array, size: number, slotCount: number): Int32Array {
  const slots = new Int32Array(slotCount)

  for (let code = 1; code < size; code += 1) place(slots, hashes[code] as number, code)

  return slots
}

function place(slots: Int32Array, hash: number, code: number): void {
  let slot = hash & (slots.length - 1)

  while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
  slots[slot] = code
}
