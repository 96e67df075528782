import { sharedInt32 } from '../kernel/shared-columns.ts'
import type { CompactTexts } from '../kernel/text-table.ts'
import type { ByteDictionary } from './byte-dictionary.ts'

/** A column as it leaves the reader. */
export interface FinishedColumn {
  readonly codes: Int32Array
  readonly texts: CompactTexts
}

/**
 * Puts the codes of the rows into the order of the records and numbers them anew, by first sight in that order: so the
 * codes do not tell in which order the rows arrived.
 */
export function finishColumn(dictionary: ByteDictionary, rowCodes: Int32Array, order: Int32Array): FinishedColumn {
  const codes = sharedInt32(order.length)
  const newCodes = new Int32Array(dictionary.size)
  const oldCodes = new Int32Array(dictionary.size)
  let size = 1

  for (let record = 0; record < order.length; record += 1) {
    const old = rowCodes[order[record] as number] as number

    if (old === 0) continue
    let code = newCodes[old] as number

    if (code === 0) {
      code = size
      newCodes[old] = code
      oldCodes[code] = old
      size += 1
    }
    codes[record] = code
  }

  return { codes, texts: textsOf(dictionary, oldCodes, size) }
}

function textsOf(dictionary: ByteDictionary, oldCodes: Int32Array, size: number): CompactTexts {
  const { bytes, offsets: from } = dictionary
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (size + 1)))
  // UTF-16 needs at most as many code units as UTF-8 needs bytes; pages that stay empty cost nothing.
  const units = new Uint16Array(new SharedArrayBuffer(2 * (from[dictionary.size] as number)))
  let to = 0

  for (let code = 1; code < size; code += 1) {
    const old = oldCodes[code] as number

    to = writeUtf16(units, to, bytes, from[old] as number, from[old + 1] as number)
    offsets[code + 1] = to
  }

  return { size, units: units.subarray(0, to), offsets }
}

/** Decodes UTF-8 that is known to be valid. */
function writeUtf16(units: Uint16Array, unitsFrom: number, bytes: Uint8Array, start: number, end: number): number {
  let to = unitsFrom

  for (let at = start; at < end; at += 1) {
    const first = bytes[at] as number

    if (first < 0x80) units[to] = first
    else if (first < 0xe0) units[to] = ((first & 0x1f) << 6) | tail(bytes, (at += 1))
    else if (first < 0xf0) units[to] = ((first & 0x0f) << 12) | (tail(bytes, (at += 1)) << 6) | tail(bytes, (at += 1))
    else {
      const point =
        ((first & 0x07) << 18) | (tail(bytes, at + 1) << 12) | (tail(bytes, at + 2) << 6) | tail(bytes, at + 3)

      units[to] = 0xd800 + ((point - 0x10000) >> 10)
      to += 1
      units[to] = 0xdc00 + (point & 0x3ff)
      at += 3
    }
    to += 1
  }

  return to
}

function tail(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) & 0x3f
}
