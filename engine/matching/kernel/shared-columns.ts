import type { MatchColumn, MatchColumns } from '../../../rules/matching/match-column.ts'
import { textAt, type CompactTexts } from './text-table.ts'

/** The columns of all records in memory that every thread sees. Plain data, so a thread can be handed it. */
export interface SharedColumns {
  readonly names: readonly string[]
  /** The codes of one record side by side: comparing a pair touches two places in memory, not two for every column. */
  readonly codes: Int32Array
  readonly sizes: readonly number[]
  /** Texts of the columns that are asked for them. */
  readonly texts: ReadonlyMap<string, CompactTexts>
}

/** Copies the named columns into shared memory, and the texts of those in `textNames`. */
export function shareColumns(
  columns: MatchColumns,
  names: readonly string[],
  textNames: ReadonlySet<string>,
  recordCount: number,
): SharedColumns {
  const chosen = names.map((name) => columns.get(name) as MatchColumn)
  const codes = sharedInt32(recordCount * names.length)

  chosen.forEach((column, index) => {
    for (let record = 0; record < recordCount; record += 1) {
      codes[record * names.length + index] = column.codes[record * column.stride + column.offset] as number
    }
  })

  return {
    names,
    codes,
    sizes: chosen.map(({ size }) => size),
    texts: new Map(
      names.flatMap((name, index) => (textNames.has(name) ? [[name, shareTexts(chosen[index] as MatchColumn)]] : [])),
    ),
  }
}

function shareTexts({ size, text }: MatchColumn): CompactTexts {
  const offsets = sharedUint32(size + 1)

  for (let code = 1; code < size; code += 1) offsets[code + 1] = (offsets[code] as number) + text(code).length
  const units = sharedUint16(offsets[size] as number)

  for (let code = 1; code < size; code += 1) writeText(units, offsets[code] as number, text(code))

  return { size, units, offsets }
}

function writeText(units: Uint16Array, from: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) units[from + index] = text.charCodeAt(index)
}

/** Reads shared columns; a text is decoded when it is first asked for. */
export function openColumns({ names, codes, sizes, texts }: SharedColumns): MatchColumns {
  return new Map(
    names.map((name, offset) => [
      name,
      {
        codes,
        stride: names.length,
        offset,
        size: sizes[offset] as number,
        text: decoder(name, texts.get(name)),
        texts: texts.get(name),
      },
    ]),
  )
}

function decoder(name: string, texts: CompactTexts | undefined): (code: number) => string {
  if (texts === undefined) {
    return () => {
      throw new Error(`The texts of column "${name}" were not kept.`)
    }
  }
  const decoded = new Array<string | undefined>(texts.size)

  return (code) => (decoded[code] ??= textAt(texts.units, texts.offsets, code))
}

export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length))
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length))
}

function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length))
}

function sharedUint16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length))
}
