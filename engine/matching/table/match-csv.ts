import assert from 'node:assert/strict'
import { probabilityOfWeight } from '../../../rules/matching/match-weight.ts'
import type { RecordIds } from './match-table.ts'

/** Links as columns; left and right are positions of records. */
export interface WeighedLinks {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
}

/**
 * links.csv: the ids of two records, their match weight and probability. Ids are written as the files have them, for other
 * programs read them, so text that a spreadsheet takes for a formula stays as it is. A chunk holds until the next is asked for.
 */
export function linksCsv(ids: RecordIds, { left, right, weight }: WeighedLinks): Generator<Uint8Array> {
  return linesOf('id_left,id_right,weight,probability\n', ids, left.length, (line, row) => {
    const linkWeight = weight[row] as number

    line.id(left[row] as number)
    line.byte(COMMA)
    line.id(right[row] as number)
    line.byte(COMMA)
    line.decimal(linkWeight, 4)
    line.byte(COMMA)
    line.decimal(probabilityOfWeight(linkWeight), 6)
  })
}

/** clusters.csv: the id of every record and the id of the first record of its cluster, whose position `clusterOf` holds. */
export function clustersCsv(ids: RecordIds, clusterOf: Int32Array): Generator<Uint8Array> {
  return linesOf('id,cluster\n', ids, clusterOf.length, (line, row) => {
    line.id(row)
    line.byte(COMMA)
    line.id(clusterOf[row] as number)
  })
}

interface Line {
  byte(byte: number): void
  id(record: number): void
  /** Rounded half away from zero; never "-0". */
  decimal(value: number, decimals: number): void
}

const COMMA = 0x2c
const NEWLINE = 0x0a
const QUOTE = 0x22
const MINUS = 0x2d
const POINT = 0x2e
const DIGIT = 0x30
const CHUNK_BYTES = 1 << 20

/** Bytes rather than strings: a million lines would be ten million strings. */
function* linesOf(
  header: string,
  ids: RecordIds,
  count: number,
  write: (line: Line, row: number) => void,
): Generator<Uint8Array> {
  const lineBytesMax = 4 * (longestId(ids) + 1) + 64
  const chunk = new Uint8Array(Math.max(CHUNK_BYTES, 2 * lineBytesMax))
  const isSpecial = hasSpecial(ids.bytes)
  let at = Buffer.from(header).copy(chunk)

  const line: Line = {
    byte(byte) {
      chunk[at] = byte
      at += 1
    },
    id(record) {
      const from = ids.offsets[record] as number
      const to = ids.offsets[record + 1] as number

      if (isSpecial && hasSpecial(ids.bytes.subarray(from, to))) return quoted(from, to)
      for (let place = from; place < to; place += 1, at += 1) chunk[at] = ids.bytes[place] as number
    },
    decimal(value, decimals) {
      const scale = 10 ** decimals
      const scaled = Math.round(Math.abs(value) * scale)

      assert(scaled < scale * 2 ** 31, 'a number of a link is not finite')
      if (value < 0 && scaled > 0) line.byte(MINUS)
      digits(Math.floor(scaled / scale), 1)
      line.byte(POINT)
      digits(scaled % scale, decimals)
    },
  }

  function quoted(from: number, to: number): void {
    line.byte(QUOTE)
    for (let place = from; place < to; place += 1) {
      line.byte(ids.bytes[place] as number)
      if (ids.bytes[place] === QUOTE) line.byte(QUOTE)
    }
    line.byte(QUOTE)
  }

  /** Of a number below 2^31: whole numbers of 32 bits are what makes this fast. */
  function digits(value: number, countMin: number): void {
    let rest = value | 0
    let width = 1

    for (let tens = (rest / 10) | 0; tens > 0 || width < countMin; tens = (tens / 10) | 0) width += 1
    for (let place = at + width - 1; place >= at; place -= 1) {
      const tens = (rest / 10) | 0

      chunk[place] = DIGIT + rest - 10 * tens
      rest = tens
    }
    at += width
  }

  for (let row = 0; row < count; row += 1) {
    write(line, row)
    line.byte(NEWLINE)
    if (at + lineBytesMax <= chunk.length) continue
    yield chunk.subarray(0, at)
    at = 0
  }
  yield chunk.subarray(0, at)
}

function longestId({ offsets }: RecordIds): number {
  let longest = 0

  for (let record = 0; record + 1 < offsets.length; record += 1) {
    longest = Math.max(longest, (offsets[record + 1] as number) - (offsets[record] as number))
  }

  return longest
}

/** Whether a cell of these bytes needs quotes, as RFC 4180 says. */
function hasSpecial(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  return [COMMA, QUOTE, NEWLINE, 0x0d].some((byte) => buffer.includes(byte))
}
