import { sharedInt32 } from '../kernel/shared-columns.ts'
import type { IdList } from './id-list.ts'
import type { RecordIds } from './match-table.ts'
import { haveSameText, sortIds } from './sort-ids.ts'

/** Where the rows of one file stand among all rows, and what its records are called by. */
export interface FileRows {
  readonly name: string
  readonly from: number
  readonly count: number
  readonly rejectedCount: number
  readonly isNumbered: boolean
}

/** Two rows of one file with the same id. */
export interface RepeatedId {
  readonly file: number
  readonly lines: readonly [number, number]
}

/** The rows in the order of the records, and what the records are called. */
export interface OrderedRecords {
  /** The row of each record. */
  readonly order: Int32Array
  readonly ids: RecordIds
  /** Of each file the first repeated id in the order of the file; where there is one the rest is of no use. */
  readonly repeated: readonly RepeatedId[]
}

/** Orders the records by file and id, and finds ids that occur twice. */
export function orderRecords(ids: IdList, files: readonly FileRows[]): OrderedRecords {
  const order = sharedInt32(ids.count)
  const repeated: RepeatedId[] = []

  for (let row = 0; row < ids.count; row += 1) order[row] = row
  files.forEach(({ from, count, isNumbered }, file) => {
    if (isNumbered) return
    sortIds(ids, order, from, from + count)
    const lines = firstRepeated(ids, order, from, from + count)

    if (lines !== null) repeated.push({ file, lines })
  })
  const areAllDistinct = files.filter(({ count }) => count > 0).length <= 1 || haveAllDistinctIds(ids)

  return { order, ids: idsInOrder(ids, order, areAllDistinct ? [] : files), repeated }
}

/** The lines of the repetition that comes first in the file. */
function firstRepeated(ids: IdList, order: Int32Array, from: number, to: number): readonly [number, number] | null {
  let second = -1
  let first = -1

  for (let place = from + 1; place < to; place += 1) {
    const row = order[place] as number

    if ((second === -1 || row < second) && haveSameText(ids, row, order[place - 1] as number)) {
      second = row
      first = order[place - 1] as number
    }
  }

  return second === -1 ? null : [ids.lines[first] as number, ids.lines[second] as number]
}

function haveAllDistinctIds(ids: IdList): boolean {
  const order = Int32Array.from({ length: ids.count }, (_, row) => row)

  sortIds(ids, order, 0, ids.count)

  return order.every((row, place) => place === 0 || !haveSameText(ids, row, order[place - 1] as number))
}

/** With files given, an id is `file:id`. */
function idsInOrder({ bytes, offsets, count }: IdList, order: Int32Array, files: readonly FileRows[]): RecordIds {
  const prefixes = files.map(({ name }) => Buffer.from(`${name}:`))
  const prefixBytes = files.reduce((sum, file, index) => sum + file.count * (prefixes[index]?.length ?? 0), 0)
  const ordered = new Uint8Array(new SharedArrayBuffer((offsets[count] as number) + prefixBytes))
  const orderedOffsets = new Uint32Array(new SharedArrayBuffer(4 * (count + 1)))
  let file = 0
  let to = 0

  for (let record = 0; record < count; record += 1) {
    const row = order[record] as number

    if (files.length > 0) {
      while (record >= (files[file] as FileRows).from + (files[file] as FileRows).count) file += 1
      ordered.set(prefixes[file] as Buffer, to)
      to += (prefixes[file] as Buffer).length
    }
    for (let at = offsets[row] as number, end = offsets[row + 1] as number; at < end; at += 1, to += 1) {
      ordered[to] = bytes[at] as number
    }
    orderedOffsets[record + 1] = to
  }

  return { bytes: ordered, offsets: orderedOffsets }
}
