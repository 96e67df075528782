import type { TextTable } from '../../../rules/matching/match-column.ts'

/** What a text table consists of, for memory shared with threads. */
export interface CompactTexts {
  readonly size: number
  /** UTF-16 code units of all texts. */
  readonly units: Uint16Array
  /** The text of a code: units from `offsets[code]` to `offsets[code + 1]`. */
  readonly offsets: Uint32Array
}

/** A text table in typed arrays: a million distinct texts cost what their letters cost, and nothing to collect as garbage. */
export interface CompactTextTable extends TextTable {
  compact(): CompactTexts
}

export function compactTextTable(): CompactTextTable {
  let units: Uint16Array = new Uint16Array(1 << 12)
  let offsets: Uint32Array = new Uint32Array(1 << 8)
  let hashes: Int32Array = new Int32Array(1 << 8)
  let slots: Int32Array = new Int32Array(1 << 9)
  let size = 1

  function isText(code: number, text: string): boolean {
    const from = offsets[code] as number

    if ((offsets[code + 1] as number) - from !== text.length) return false
    for (let index = 0; index < text.length; index += 1)
      if (units[from + index] !== text.charCodeAt(index)) return false

    return true
  }

  function add(text: string, hash: number): number {
    const from = offsets[size] as number

    if (from + text.length > units.length) units = enlarged(units, new Uint16Array(2 * (from + text.length)))
    if (size + 2 > offsets.length) {
      offsets = enlarged(offsets, new Uint32Array(2 * offsets.length))
      hashes = enlarged(hashes, new Int32Array(2 * hashes.length))
      slots = rehashed(hashes, size, 2 * slots.length)
    }
    for (let index = 0; index < text.length; index += 1) units[from + index] = text.charCodeAt(index)
    offsets[size + 1] = from + text.length
    hashes[size] = hash
    size += 1

    return size - 1
  }

  return {
    codeOf(text) {
      const hash = hashText(text)
      let slot = hash & (slots.length - 1)

      for (let code = slots[slot] as number; code !== 0; code = slots[slot] as number) {
        if (hashes[code] === hash && isText(code, text)) return code
        slot = (slot + 1) & (slots.length - 1)
      }
      const code = add(text, hash)

      place(slots, hash, code)

      return code
    },
    size: () => size,
    text: (code) => textAt(units, offsets, code),
    compact: () => ({ size, units: units.subarray(0, offsets[size]), offsets: offsets.subarray(0, size + 1) }),
  }
}

/** The text of a code. */
export function textAt(units: Uint16Array, offsets: Uint32Array, code: number): string {
  const from = offsets[code] as number
  const to = offsets[code + 1] as number

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
