import { trimmedEnd, trimmedStart } from './cell-space.ts'
import type { CellBatch } from './record-scanner.ts'

/**
 * The distinct cells of one column as the bytes of the file: no string is made for a cell. Grown in place, for it is the
 * innermost loop of reading; see table.rationale.md.
 */
export interface ByteDictionary {
  /** Codes are below this; 0 stands for a missing value. */
  size: number
  bytes: Uint8Array
  view: DataView
  /** The bytes of a code: from `offsets[code]` to `offsets[code + 1]`. */
  offsets: Uint32Array
  /** Open addressing; two places a slot, hash and code, so that most probes touch one line of the cache. */
  slots: Int32Array
}

export function byteDictionary(): ByteDictionary {
  const bytes = new Uint8Array(1 << 12)

  return { size: 1, bytes, view: viewOf(bytes), offsets: new Uint32Array(1 << 9), slots: new Int32Array(1 << 10) }
}

const QUOTE = 0x22

/** Writes the codes of one column of the batch from `codes[codesFrom]` on: trimmed, doubled quotes made single, 0 where nothing is left. */
export function encodeCells(
  dictionary: ByteDictionary,
  batch: CellBatch,
  cell: number,
  bytes: Uint8Array,
  view: DataView,
  codes: Int32Array,
  codesFrom: number,
): void {
  const { starts, ends, rowsMax, count } = batch
  const from = cell * rowsMax

  for (let row = 0; row < count; row += 1) {
    const place = from + row
    const start = trimmedStart(bytes, starts[place] as number, cellEnd(bytes, batch, place))
    const end = trimmedEnd(bytes, start, ends[place] as number)

    codes[codesFrom + row] = start === end ? 0 : codeOf(dictionary, bytes, view, start, end)
  }
}

/** The end of a cell, in whose place its doubled quotes are made single first. */
export function cellEnd(bytes: Uint8Array, { starts, ends }: CellBatch, place: number): number {
  const end = ends[place] as number

  if (end >= 0) return end
  const start = starts[place] as number
  let to = start

  for (let at = start; at < ~end; at += 1) {
    bytes[to] = bytes[at] as number
    if (bytes[at] === QUOTE) at += 1
    to += 1
  }
  ends[place] = to

  return to
}

function codeOf(dictionary: ByteDictionary, bytes: Uint8Array, view: DataView, start: number, end: number): number {
  const { slots } = dictionary
  const mask = slots.length - 1
  const hash = hashOf(bytes, view, start, end)
  let slot = (hash << 1) & mask

  for (let code = slots[slot + 1] as number; code !== 0; code = slots[slot + 1] as number) {
    if (slots[slot] === hash && isSame(dictionary, code, bytes, view, start, end)) return code
    slot = (slot + 2) & mask
  }
  slots[slot] = hash
  slots[slot + 1] = dictionary.size

  return add(dictionary, bytes, start, end)
}

/** Four bytes at a time; the last four may overlap those before. Only ever compared within one run. */
function hashOf(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  const length = end - start
  let hash = length

  if (length < 4) {
    for (let at = start; at < end; at += 1) hash = (hash << 8) | (bytes[at] as number)
    hash = Math.imul(hash, 0x9e3779b1)
  } else {
    for (let at = start; at < end - 4; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    hash = Math.imul(hash ^ view.getInt32(end - 4, true), 0x9e3779b1)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)

  return hash ^ (hash >>> 13)
}

function isSame(
  { bytes: known, view: knownView, offsets }: ByteDictionary,
  code: number,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): boolean {
  const from = offsets[code] as number
  const length = end - start

  if ((offsets[code + 1] as number) - from !== length) return false
  if (length < 4) {
    for (let at = 0; at < length; at += 1) if (known[from + at] !== bytes[start + at]) return false

    return true
  }
  for (let at = 0; at < length - 4; at += 4) {
    if (knownView.getInt32(from + at, true) !== view.getInt32(start + at, true)) return false
  }

  return knownView.getInt32(from + length - 4, true) === view.getInt32(end - 4, true)
}

function add(dictionary: ByteDictionary, bytes: Uint8Array, start: number, end: number): number {
  const code = dictionary.size
  const from = dictionary.offsets[code] as number
  const to = from + end - start

  if (to > dictionary.bytes.length) enlargeBytes(dictionary, to)
  if (code + 2 > dictionary.offsets.length) enlargeOffsets(dictionary)
  const known = dictionary.bytes

  for (let at = start, place = from; at < end; at += 1, place += 1) known[place] = bytes[at] as number
  dictionary.offsets[code + 1] = to
  dictionary.size = code + 1
  if (4 * dictionary.size > dictionary.slots.length) rehash(dictionary)

  return code
}

function enlargeBytes(dictionary: ByteDictionary, needed: number): void {
  const larger = new Uint8Array(2 * needed)

  larger.set(dictionary.bytes)
  dictionary.bytes = larger
  dictionary.view = viewOf(larger)
}

function enlargeOffsets(dictionary: ByteDictionary): void {
  const larger = new Uint32Array(2 * dictionary.offsets.length)

  larger.set(dictionary.offsets)
  dictionary.offsets = larger
}

/** At most half of the slots are taken. */
function rehash(dictionary: ByteDictionary): void {
  const { slots } = dictionary
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
  dictionary.slots = larger
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
