import type { CompactTexts } from '../kernel/text-table.ts'
import type { ByteDictionary } from './byte-dictionary.ts'

/** A column as it leaves the reader. */
export interface FinishedColumn {
  readonly codes: Int32Array
  readonly texts: CompactTexts
}

/**
 * Writes the codes of the rows to `codes` in the order of the records and numbers them anew, by first sight in that order:
 * so they do not tell in which order the rows arrived. Of the dictionary only the texts remain.
 */
export function finishColumn(
  dictionary: ByteDictionary,
  rowCodes: Int32Array,
  order: Int32Array,
  codes: Int32Array,
): FinishedColumn {
  // Nothing is looked up any more, and there are more than twice as many slots as codes.
  const newCodes = dictionary.slots.subarray(0, dictionary.size).fill(0)
  const oldCodes = dictionary.slots.subarray(dictionary.size, 2 * dictionary.size)
  let size = 1

  for (let record = 0; record < order.length; record += 1) {
    const old = rowCodes[order[record] as number] as number
    let code = newCodes[old] as number

    if (code === 0 && old !== 0) {
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
  const { offsets: from } = dictionary
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (size + 1)))
  // UTF-16 needs at most as many code units as UTF-8 needs bytes; pages that stay empty cost nothing.
  const units = new Uint16Array(new SharedArrayBuffer(2 * (from[dictionary.size] as number)))
  const unitsView = new DataView(units.buffer)
  const froms = new Uint32Array(BLOCK_CODES)
  let to = 0

  for (let block = 1; block < size; block += BLOCK_CODES) {
    const end = Math.min(block + BLOCK_CODES, size)

    fetchTexts(dictionary, oldCodes.subarray(block, end), froms)
    for (let code = block; code < end; code += 1) {
      const textEnd = from[(oldCodes[code] as number) + 1] as number

      to = writeUtf16(dictionary, froms[code - block] as number, textEnd, units, unitsView, to)
      offsets[code + 1] = to
    }
  }

  return { size, units: units.subarray(0, to), offsets }
}

/** Texts fetched into the cache together rather than one after the other: they lie in the order of the rows. */
const BLOCK_CODES = 1 << 9

function fetchTexts({ bytes, offsets }: ByteDictionary, oldCodes: Int32Array, froms: Uint32Array): number {
  let touched = 0

  for (let code = 0; code < oldCodes.length; code += 1) froms[code] = offsets[oldCodes[code] as number] as number
  for (let code = 0; code < oldCodes.length; code += 1) touched ^= bytes[froms[code] as number] as number

  return touched
}

/** Decodes UTF-8 that is known to be valid; four characters of ASCII at a time, which is most of what there is. */
function writeUtf16(
  { bytes, view }: ByteDictionary,
  start: number,
  end: number,
  units: Uint16Array,
  unitsView: DataView,
  unitsFrom: number,
): number {
  let at = start
  let to = unitsFrom

  while (at < end) {
    if (at + 4 <= end) {
      const four = view.getInt32(at, true)

      if ((four & 0x80808080) === 0) {
        unitsView.setInt32(2 * to, (four & 0xff) | ((four & 0xff00) << 8), true)
        unitsView.setInt32(2 * to + 4, ((four >> 16) & 0xff) | ((four >> 8) & 0xff0000), true)
        at += 4
        to += 4
        continue
      }
    }
    const first = bytes[at] as number

    if (first < 0x80) {
      units[to] = first
      at += 1
    } else if (first < 0xe0) {
      units[to] = ((first & 0x1f) << 6) | tail(bytes, at + 1)
      at += 2
    } else if (first < 0xf0) {
      units[to] = ((first & 0x0f) << 12) | (tail(bytes, at + 1) << 6) | tail(bytes, at + 2)
      at += 3
    } else {
      const low = (tail(bytes, at + 1) << 12) | (tail(bytes, at + 2) << 6) | tail(bytes, at + 3)
      const point = (((first & 0x07) << 18) | low) - 0x10000

      units[to] = 0xd800 | (point >> 10)
      to += 1
      units[to] = 0xdc00 | (point & 0x3ff)
      at += 4
    }
    to += 1
  }

  return to
}

/** The six bits a byte behind the first adds to its character. */
function tail(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) & 0x3f
}
