import { trimmedEnd, trimmedStart } from './cell-space.ts'
import { cellEnd } from './encode-cells.ts'
import type { RecordBatch } from './record-batch.ts'

/** The ids of the rows in the order of arrival, as UTF-8, and the lines they stand on. */
export interface IdList {
  count: number
  bytes: Uint8Array
  offsets: Uint32Array
  lines: Int32Array
}

export function idList(expectedRows: number): IdList {
  return {
    count: 0,
    bytes: new Uint8Array(12 * expectedRows + 64),
    offsets: new Uint32Array(expectedRows + 1),
    lines: new Int32Array(expectedRows),
  }
}

/** Adds the ids of a batch: those cells, or the numbers of the rows where there are none (-1). */
export function addIds(ids: IdList, batch: RecordBatch, idCell: number): void {
  const { bytes, starts, ends, lines, rowNumbers, rowsMax } = batch

  for (let row = 0; row < batch.count; row += 1) {
    if (ids.count + 1 >= ids.offsets.length) enlargeRows(ids)
    ids.lines[ids.count] = lines[row] as number
    if (idCell === -1) {
      const digits = Buffer.from(String(rowNumbers[row]))

      addId(ids, digits, 0, digits.length)
      continue
    }
    const place = idCell * rowsMax + row
    const start = trimmedStart(bytes, starts[place] as number, cellEnd(batch, place))

    addId(ids, bytes, start, trimmedEnd(bytes, start, ends[place] as number))
  }
}

function addId(ids: IdList, bytes: Uint8Array, start: number, end: number): void {
  const from = ids.offsets[ids.count] as number
  const to = from + end - start

  if (to > ids.bytes.length) {
    const larger = new Uint8Array(to + (to >> 1))

    larger.set(ids.bytes)
    ids.bytes = larger
  }
  for (let at = start, place = from; at < end; at += 1, place += 1) ids.bytes[place] = bytes[at] as number
  ids.count += 1
  ids.offsets[ids.count] = to
}

function enlargeRows(ids: IdList): void {
  const length = ids.offsets.length + (ids.offsets.length >> 1) + 16
  const offsets = new Uint32Array(length)
  const lines = new Int32Array(length)

  offsets.set(ids.offsets)
  lines.set(ids.lines)
  ids.offsets = offsets
  ids.lines = lines
}
