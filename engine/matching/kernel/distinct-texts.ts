import type { CodeTexts } from '../../../rules/matching/match-column.ts'
import { sharedUint16, sharedUint32 } from './shared-columns.ts'
import { hashUnits } from './text-table.ts'

/** Different texts, in order of first sight from code 1. */
export interface DistinctTexts {
  /** Codes are below this. */
  readonly size: number
  /** In shared memory. */
  readonly texts: CodeTexts
  /** Per text that was added its code, 0 for one that was missing; the first that was added has place 1. */
  readonly codes: Int32Array
}

/** Takes texts one after the other. */
export interface TextCollector {
  add(units: Uint16Array, length: number): void
  addMissing(): void
  /** Equal texts have one code. */
  distinct(): DistinctTexts
  /** Every text has a code of its own, the place it was added at. */
  all(): CodeTexts
}

/** Texts of a part so small that its hash table stays in the cache. */
const TEXTS_PER_PART = 2048
const PARTS_MAX = 512

/**
 * Room for so many texts. They are told apart part by part, by the first bits of their hashes: one table for a million texts is
 * looked up at random all over memory, which takes longer than all else that deriving a column does.
 */
export function textCollector(count: number): TextCollector {
  let units = sharedUint16(16 * (count + 1))
  const offsets = sharedUint32(count + 2)
  const hashes = new Int32Array(count + 1)
  const codes = new Int32Array(count + 1)
  let place = 0

  return {
    add(source, length) {
      place += 1
      const from = offsets[place] as number
      const to = from + length

      if (to > units.length) {
        const larger = sharedUint16(2 * to)

        larger.set(units)
        units = larger
      }
      for (let at = 0; at < length; at += 1) units[from + at] = source[at] as number
      hashes[place] = hashUnits(units, from, to)
      codes[place] = place
      offsets[place + 1] = to
    },
    addMissing() {
      place += 1
      offsets[place + 1] = offsets[place] as number
    },
    distinct() {
      findFirsts({ units, offsets }, hashes, codes)

      return closeUp({ units, offsets }, codes)
    },
    all: () => ({ units: units.subarray(0, offsets[place + 1]), offsets: offsets.subarray(0, place + 2) }),
  }
}

/** Replaces the place of every text by that of the first equal one. */
function findFirsts(texts: CodeTexts, hashes: Int32Array, codes: Int32Array): void {
  const bits = Math.min(Math.log2(PARTS_MAX), Math.max(1, Math.ceil(Math.log2(codes.length / TEXTS_PER_PART))))
  const { entries, starts } = sortByPart(hashes, codes, bits)
  let largest = 0

  for (let part = 0; part + 1 < starts.length; part += 1)
    largest = Math.max(largest, (starts[part + 1] as number) - (starts[part] as number))
  const slots = new Int32Array(4 * 2 ** Math.ceil(Math.log2(largest + 1)))

  for (let part = 0; part + 1 < starts.length; part += 1) {
    const from = starts[part] as number
    const to = starts[part + 1] as number
    const size = 4 * 2 ** Math.ceil(Math.log2(to - from + 1))

    slots.fill(0, 0, size)
    for (let entry = from; entry < to; entry += 1) {
      const code = entries[2 * entry + 1] as number

      codes[code] = firstEqual(texts, slots, size - 1, entries[2 * entry] as number, code)
    }
  }
}

/** Hash and place of every text that is not missing, part after part, in each in their order. */
function sortByPart(hashes: Int32Array, codes: Int32Array, bits: number) {
  const shift = 32 - bits
  const starts = new Int32Array(2 ** bits + 1)

  for (let code = 1; code < codes.length; code += 1)
    if (codes[code] !== 0)
      starts[((hashes[code] as number) >>> shift) + 1] =
        (starts[((hashes[code] as number) >>> shift) + 1] as number) + 1
  for (let part = 1; part < starts.length; part += 1)
    starts[part] = (starts[part] as number) + (starts[part - 1] as number)
  const next = starts.slice()
  const entries = new Int32Array(2 * (starts.at(-1) as number))

  for (let code = 1; code < codes.length; code += 1) {
    if (codes[code] === 0) continue
    const hash = hashes[code] as number
    const entry = next[hash >>> shift] as number

    entries[2 * entry] = hash
    entries[2 * entry + 1] = code
    next[hash >>> shift] = entry + 1
  }

  return { entries, starts }
}

/** The place of the first text equal to this one, which is remembered when it is itself the first. */
function firstEqual(texts: CodeTexts, slots: Int32Array, mask: number, hash: number, code: number): number {
  let slot = (hash << 1) & mask

  for (let known = slots[slot + 1] as number; known !== 0; known = slots[slot + 1] as number) {
    if (slots[slot] === hash && areEqual(texts, known, code)) return known
    slot = (slot + 2) & mask
  }
  slots[slot] = hash
  slots[slot + 1] = code

  return code
}

function areEqual({ units, offsets }: CodeTexts, one: number, other: number): boolean {
  const from = offsets[one] as number
  const length = (offsets[one + 1] as number) - from
  const otherFrom = offsets[other] as number

  if ((offsets[other + 1] as number) - otherFrom !== length) return false
  for (let at = 0; at < length; at += 1) if (units[from + at] !== units[otherFrom + at]) return false

  return true
}

/** Keeps the first of equal texts, without gaps, and numbers them anew. */
function closeUp({ units, offsets }: CodeTexts, codes: Int32Array): DistinctTexts {
  let size = 1
  let to = 0

  for (let place = 1; place < codes.length; place += 1) {
    const first = codes[place] as number

    if (first !== place) {
      codes[place] = codes[first] as number
      continue
    }
    const from = offsets[place] as number
    const length = (offsets[place + 1] as number) - from

    if (to < from) for (let at = 0; at < length; at += 1) units[to + at] = units[from + at] as number
    to += length
    codes[place] = size
    size += 1
    offsets[size] = to
  }

  const texts = { units: units.subarray(0, to), offsets: offsets.subarray(0, size + 1) }

  return { size, texts: size < codes.length / 2 ? copyShared(texts) : texts, codes }
}

/** What was taken by equal texts is given back. */
function copyShared({ units, offsets }: CodeTexts): CodeTexts {
  const copy = { units: sharedUint16(units.length), offsets: sharedUint32(offsets.length) }

  copy.units.set(units)
  copy.offsets.set(offsets)

  return copy
}
