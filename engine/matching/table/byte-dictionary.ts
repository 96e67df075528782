import assert from 'node:assert/strict'

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
  /**
   * Open addressing: a code in the lower bits and what they leave of its hash in the upper, 0 for an empty slot. At most half
   * of the slots are taken, so a code needs one bit less than their number. Small, for most of the time goes into fetching it.
   */
  slots: Int32Array
  /** Cells looked at so far, and how many will come as far as known. */
  cellCount: number
  readonly cellsExpected: number
}

export function byteDictionary(cellsExpected: number): ByteDictionary {
  const bytes = new Uint8Array(1 << 12)

  return {
    size: 1,
    bytes,
    view: viewOf(bytes),
    offsets: new Uint32Array(1 << 9),
    slots: new Int32Array(1 << 9),
    cellCount: 0,
    cellsExpected,
  }
}

/** The code of the bytes, which are kept when they are new. */
export function codeOf(
  dictionary: ByteDictionary,
  bytes: Uint8Array,
  view: DataView,
  hash: number,
  start: number,
  end: number,
): number {
  const { slots, size } = dictionary
  const mask = slots.length - 1
  const codeMask = mask >> 1
  let place = hash & mask

  for (let slot = slots[place] as number; slot !== 0; slot = slots[place] as number) {
    if (((slot ^ hash) & ~codeMask) === 0 && isSame(dictionary, slot & codeMask, bytes, view, start, end)) {
      return slot & codeMask
    }
    place = (place + 1) & mask
  }
  slots[place] = (hash & ~codeMask) | size
  add(dictionary, bytes, view, start, end)

  return size
}

/** Four bytes at a time; the last four may overlap those before. Only ever compared within one run. */
export function hashOf(bytes: Uint8Array, view: DataView, start: number, end: number): number {
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

/** Whether the code stands for these bytes. */
export function isSame(
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

function add(dictionary: ByteDictionary, bytes: Uint8Array, view: DataView, start: number, end: number): void {
  const code = dictionary.size
  const from = dictionary.offsets[code] as number
  const to = from + end - start

  if (to > dictionary.bytes.length) enlargeBytes(dictionary, to)
  if (code + 2 > dictionary.offsets.length) enlargeOffsets(dictionary)
  copy(dictionary, from, bytes, view, start, end)
  dictionary.offsets[code + 1] = to
  dictionary.size = code + 1
  if (2 * dictionary.size >= dictionary.slots.length) rehash(dictionary)
}

/** Four bytes at a time; the last four may overlap those before. */
function copy(
  { bytes: known, view: knownView }: ByteDictionary,
  to: number,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): void {
  const length = end - start

  if (length < 4) for (let at = 0; at < length; at += 1) known[to + at] = bytes[start + at] as number
  else {
    for (let at = 0; at < length - 4; at += 4) knownView.setInt32(to + at, view.getInt32(start + at, true), true)
    knownView.setInt32(to + length - 4, view.getInt32(end - 4, true), true)
  }
}

const BYTES_MAX = 2 ** 32 - 1

function enlargeBytes(dictionary: ByteDictionary, needed: number): void {
  assert(needed <= BYTES_MAX, 'a column has more than 4 GiB of distinct values')
  const larger = new Uint8Array(Math.min(BYTES_MAX, needed * growth(dictionary)))

  larger.set(dictionary.bytes)
  dictionary.bytes = larger
  dictionary.view = viewOf(larger)
}

function enlargeOffsets(dictionary: ByteDictionary): void {
  const larger = new Uint32Array(dictionary.offsets.length * growth(dictionary))

  larger.set(dictionary.offsets)
  dictionary.offsets = larger
}

/**
 * How many times larger the dictionary is made when it is full: twice, or at once as large as it will be where most cells
 * so far were new, for every step costs looking at all values again.
 */
function growth({ size, cellCount, cellsExpected }: ByteDictionary): number {
  return 2 * size > cellCount && cellCount > GROWTH_KNOWN_MIN ? Math.max(2, cellsExpected / cellCount) : 2
}

/** The first cells say little about the others. */
const GROWTH_KNOWN_MIN = 1 << 15

function rehash(dictionary: ByteDictionary): void {
  const { bytes, view, offsets, size } = dictionary
  const slots = new Int32Array(dictionary.slots.length * 2 ** Math.ceil(Math.log2(growth(dictionary))))
  const mask = slots.length - 1
  const codeMask = mask >> 1

  for (let code = 1; code < size; code += 1) {
    const hash = hashOf(bytes, view, offsets[code] as number, offsets[code + 1] as number)
    let place = hash & mask

    while (slots[place] !== 0) place = (place + 1) & mask
    slots[place] = (hash & ~codeMask) | code
  }
  dictionary.slots = slots
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
