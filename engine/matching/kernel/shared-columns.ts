import { copyTexts } from '../../../rules/matching/text-units.ts'
import type { CodeTexts, MatchColumn, MatchColumns } from '../../../rules/matching/match-column.ts'
import { textReader } from './text-table.ts'

const GATHERED_AT_ONCE = 256

/** Columns with fewer values, such as dates, keep the strings they were asked for. */
const DECODED_MAX = 1 << 16

/** The columns of all records in memory that every thread sees. Plain data, so a thread can be handed it. */
export interface SharedColumns {
  readonly names: readonly string[]
  /** The codes of one record side by side: comparing a pair touches two places in memory, not two for every column. */
  readonly codes: Int32Array
  readonly sizes: readonly number[]
  /** Texts of the columns that are asked for them. */
  readonly texts: ReadonlyMap<string, CodeTexts>
}

/** One column of all records in memory that every thread sees. */
export interface SharedColumn {
  /** A code per record. */
  readonly codes: Int32Array
  readonly size: number
  /** Where somebody asks for them. */
  readonly texts?: CodeTexts | undefined
}

/** The column in shared memory; one that is there already is not copied. */
export function shareColumn(column: MatchColumn): SharedColumn {
  const { codes, stride, offset, size, text } = column
  const isShared = stride === 1 && offset === 0 && codes.buffer instanceof SharedArrayBuffer

  return {
    codes: isShared
      ? codes
      : sharedInt32(codes.length / stride).map((_, record) => codes[record * stride + offset] as number),
    size,
    texts: sharedTexts(column.texts ?? copyTexts(size, text)),
  }
}

/** Texts in shared memory. */
export function sharedTexts({ units, offsets }: CodeTexts): CodeTexts {
  if (units.buffer instanceof SharedArrayBuffer && offsets.buffer instanceof SharedArrayBuffer)
    return { units, offsets }
  const shared = { units: sharedUint16(units.length), offsets: sharedUint32(offsets.length) }

  shared.units.set(units)
  shared.offsets.set(offsets)

  return shared
}

/** Puts columns side by side, for these records; a tile of them stays in the cache while one column after the other is read. */
export function gatherCodes(columns: readonly Int32Array[], target: Int32Array, from: number, to: number): void {
  const stride = columns.length

  for (let tile = from; tile < to; tile += GATHERED_AT_ONCE) {
    const end = Math.min(to, tile + GATHERED_AT_ONCE)

    for (let column = 0; column < stride; column += 1) {
      const codes = columns[column] as Int32Array

      for (let record = tile, place = tile * stride + column; record < end; record += 1, place += stride)
        target[place] = codes[record] as number
    }
  }
}

/** Reads shared columns; a text is decoded when it is first asked for, and where there are many of them, every time. */
export function openColumns({ names, codes, sizes, texts }: SharedColumns): MatchColumns {
  return new Map(
    names.map((name, offset) => [
      name,
      {
        codes,
        stride: names.length,
        offset,
        size: sizes[offset] as number,
        text: reader(name, sizes[offset] as number, texts.get(name)),
        texts: texts.get(name),
      },
    ]),
  )
}

function reader(name: string, size: number, texts: CodeTexts | undefined): (code: number) => string {
  if (texts === undefined) {
    return () => {
      throw new Error(`The texts of column "${name}" were not kept.`)
    }
  }

  const read = textReader({ size, ...texts })

  if (size > DECODED_MAX) return read
  const decoded: string[] = []

  return (code) => (decoded[code] ??= read(code))
}

export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length))
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length))
}

export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length))
}

export function sharedUint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length))
}
