import type { MatchColumn } from '../../../rules/matching/match-column.ts'

/** A column in memory that all threads see: codes, and the UTF-8 bytes of its texts. Plain data, so a thread can be handed it. */
export interface SharedColumn {
  readonly codes: Int32Array
  readonly size: number
  readonly bytes: Uint8Array
  /** Text of a code: bytes from `offsets[code]` to `offsets[code + 1]`. */
  readonly offsets: Uint32Array
}

/** Copies a column into shared memory. */
export function shareColumn(column: MatchColumn): SharedColumn {
  const codes = sharedInt32(column.codes.length)
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (column.size + 1)))
  let byteLength = 0

  codes.set(column.codes)
  for (let code = 1; code < column.size; code += 1) {
    offsets[code] = byteLength
    byteLength += Buffer.byteLength(column.text(code))
  }
  offsets[column.size] = byteLength
  const bytes = new Uint8Array(new SharedArrayBuffer(byteLength))
  const buffer = Buffer.from(bytes.buffer)

  for (let code = 1; code < column.size; code += 1) buffer.write(column.text(code), offsets[code] as number)

  return { codes, size: column.size, bytes, offsets }
}

/** Reads a shared column; a text is decoded when it is first asked for. */
export function openColumn({ codes, size, bytes, offsets }: SharedColumn): MatchColumn {
  const buffer = Buffer.from(bytes.buffer)
  const decoded = new Array<string | undefined>(size)

  return {
    codes,
    size,
    text(code) {
      const known = decoded[code]

      if (known !== undefined) return known
      const text = buffer.toString('utf8', offsets[code], offsets[code + 1])

      decoded[code] = text

      return text
    },
  }
}

export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length))
}
