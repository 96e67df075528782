import { codeOf, hashOf, isSame, type ByteDictionary } from './byte-dictionary.ts'
import { trimmedEnd, trimmedStart } from './cell-space.ts'
import type { Cells } from './record-batch.ts'

const QUOTE = 0x22

/** Rows whose places in memory are fetched together: few enough for the nearest cache. */
const BLOCK_ROWS = 1 << 10

/** Room for what is between the cells of a block and their codes. */
export interface EncodingScratch {
  readonly hashes: Int32Array
  readonly candidates: Int32Array
  readonly froms: Uint32Array
  /** Of no meaning; keeps the compiler from leaving out what only fetches. */
  touched: number
}

export function encodingScratch(): EncodingScratch {
  return {
    hashes: new Int32Array(BLOCK_ROWS),
    candidates: new Int32Array(BLOCK_ROWS),
    froms: new Uint32Array(BLOCK_ROWS),
    touched: 0,
  }
}

/**
 * Writes the codes of one column from `codes[codesFrom]` on: 0 where a cell is empty once trimmed. In steps, each over
 * many rows: so the places in memory that the rows need are fetched together and not one after the other.
 */
export function encodeCells(
  dictionary: ByteDictionary,
  cells: Cells,
  cell: number,
  view: DataView,
  scratch: EncodingScratch,
  codes: Int32Array,
  codesFrom: number,
): void {
  for (let row = 0; row < cells.count; row += BLOCK_ROWS) {
    const place = cell * cells.rowsMax + row
    const count = Math.min(BLOCK_ROWS, cells.count - row)

    dictionary.cellCount += count
    trimAndHash(cells, view, place, count, scratch.hashes)
    findCandidates(dictionary, count, scratch)
    takeCodes(dictionary, cells, view, place, scratch, codes.subarray(codesFrom + row, codesFrom + row + count))
  }
}

function trimAndHash(cells: Cells, view: DataView, from: number, count: number, hashes: Int32Array): void {
  const { bytes, starts, ends } = cells

  for (let row = 0; row < count; row += 1) {
    const place = from + row
    const cellTo = cellEnd(cells, place)
    const start = trimmedStart(bytes, starts[place] as number, cellTo)
    const end = trimmedEnd(bytes, start, cellTo)

    starts[place] = start
    ends[place] = end
    hashes[row] = hashOf(bytes, view, start, end)
  }
}

/**
 * The code in the first slot of each row where the hashes agree, else 0; and its bytes fetched into the cache. Without a
 * branch, and in loops of one fetch each: so the processor has many fetches under way at a time.
 */
function findCandidates(dictionary: ByteDictionary, count: number, scratch: EncodingScratch): void {
  const { slots, offsets, bytes } = dictionary
  const { hashes, candidates, froms } = scratch
  const mask = slots.length - 1
  const codeMask = mask >> 1
  let touched = 0

  for (let row = 0; row < count; row += 1) {
    const hash = hashes[row] as number
    const slot = slots[hash & mask] as number
    const difference = (slot ^ hash) & ~codeMask

    candidates[row] = slot & codeMask & ~((difference | -difference) >> 31)
  }
  for (let row = 0; row < count; row += 1) froms[row] = offsets[candidates[row] as number] as number
  for (let row = 0; row < count; row += 1) touched ^= bytes[froms[row] as number] as number
  scratch.touched = touched
}

function takeCodes(
  dictionary: ByteDictionary,
  { bytes, starts, ends }: Cells,
  view: DataView,
  from: number,
  { hashes, candidates }: EncodingScratch,
  codes: Int32Array,
): void {
  for (let row = 0; row < codes.length; row += 1) {
    const start = starts[from + row] as number
    const end = ends[from + row] as number
    const candidate = candidates[row] as number
    let code = 0

    if (start < end) {
      code =
        candidate !== 0 && isSame(dictionary, candidate, bytes, view, start, end)
          ? candidate
          : codeOf(dictionary, bytes, view, hashes[row] as number, start, end)
    }
    codes[row] = code
  }
}

/** The end of a cell, in whose place its doubled quotes are made single first. */
export function cellEnd({ bytes, starts, ends }: Cells, place: number): number {
  const end = ends[place] as number

  if (end >= 0) return end
  let to = starts[place] as number

  for (let at = to; at < ~end; at += 1) {
    bytes[to] = bytes[at] as number
    if (bytes[at] === QUOTE) at += 1
    to += 1
  }
  ends[place] = to

  return to
}
