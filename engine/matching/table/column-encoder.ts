import { sharedInt32 } from '../kernel/shared-columns.ts'
import { byteDictionary, type ByteDictionary } from './byte-dictionary.ts'
import { encodeCells, encodingScratch } from './encode-cells.ts'
import { finishColumn, type FinishedColumn } from './finish-column.ts'
import type { Cells } from './record-batch.ts'

/** The columns one thread keeps. */
export interface EncoderPlan {
  readonly columns: readonly number[]
  /** Of each file: the column each cell belongs to, -1 for none. */
  readonly columnOfCell: readonly (readonly number[])[]
  readonly expectedRows: number
}

/** Keeps the codes of some columns, record after record. */
export interface ColumnEncoder {
  take(file: number, cells: Cells): void
  /** Each column once: what it is made of is let go. */
  finishColumn(column: number, order: Int32Array): FinishedColumn
}

interface GrowingColumn {
  readonly dictionary: ByteDictionary
  codes: Int32Array
}

export function columnEncoder({ columns, columnOfCell, expectedRows }: EncoderPlan): ColumnEncoder {
  const growing = new Map<number, GrowingColumn>(
    columns.map((column) => [column, { dictionary: byteDictionary(expectedRows), codes: sharedInt32(expectedRows) }]),
  )
  const scratch = encodingScratch()
  // The codes of one finished column make room for those of the next.
  let spare = sharedInt32(0)
  let rowCount = 0

  return {
    take(file, cells) {
      const view = new DataView(cells.bytes.buffer)

      columnOfCell[file]?.forEach((index, cell) => {
        const column = growing.get(index)

        if (column === undefined) return
        if (rowCount + cells.count > column.codes.length) column.codes = enlarged(column.codes, rowCount + cells.count)
        encodeCells(column.dictionary, cells, cell, view, scratch, column.codes, rowCount)
      })
      rowCount += cells.count
    },
    finishColumn(index, order) {
      const { dictionary, codes } = growing.get(index) as GrowingColumn

      const rowCodes = codes.length < rowCount ? enlarged(codes, rowCount) : codes
      const target = (spare.length < rowCount ? sharedInt32(rowCount) : spare).subarray(0, order.length)

      growing.delete(index)
      spare = rowCodes

      return finishColumn(dictionary, rowCodes, order, target)
    },
  }
}

function enlarged(codes: Int32Array, needed: number): Int32Array {
  const larger = sharedInt32(needed + (needed >> 2) + 1024)

  larger.set(codes)

  return larger
}
