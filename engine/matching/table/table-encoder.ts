import { byteDictionary, encodeCells, type ByteDictionary } from './byte-dictionary.ts'
import { finishColumn, type FinishedColumn } from './finish-column.ts'
import { addIds, idList } from './id-list.ts'
import { orderRecords, type FileRows, type OrderedRecords } from './order-records.ts'
import { cellBatch, feed, recordScan, scanBatch, type RejectedRow, type TableDialect } from './record-scanner.ts'

/** How one file becomes columns. */
export interface FileLayout extends TableDialect {
  readonly path: string
  readonly name: string
  /** The column each cell belongs to, -1 for none. */
  readonly columnOfCell: readonly number[]
}

/** What one thread does: all of them read every record, each keeps columns of its own. */
export interface EncoderPlan {
  readonly files: readonly FileLayout[]
  readonly columns: readonly number[]
  readonly keepsIds: boolean
  readonly expectedRows: number
}

export interface ReadRecords extends OrderedRecords {
  readonly files: readonly FileRows[]
  readonly rejectedRows: readonly RejectedRow[]
}

/** Turns the bytes of all files, one after the other, into columns. */
export interface TableEncoder {
  take(file: number, piece: Uint8Array, isLast: boolean): void
  /** Once all is taken; only of the encoder that keeps the ids. */
  readRecords(): ReadRecords
  /** Each column once: what it is made of is let go. */
  finishColumn(column: number, order: Int32Array): FinishedColumn
}

const REJECTED_ROWS_MAX = 1000

interface GrowingColumn {
  readonly dictionary: ByteDictionary
  codes: Int32Array
}

export function tableEncoder({ files, columns, keepsIds, expectedRows }: EncoderPlan): TableEncoder {
  const growing = new Map<number, GrowingColumn>(
    columns.map((column) => [column, { dictionary: byteDictionary(), codes: new Int32Array(expectedRows) }]),
  )
  const ids = idList(keepsIds ? expectedRows : 0)
  const fileRows: FileRows[] = []
  const rejectedRows: RejectedRow[] = []
  let rowCount = 0
  let reading = openFile(0)

  function openFile(file: number) {
    const layout = files[file] as FileLayout
    const scan = recordScan(layout.path, layout, (line, reason) => {
      reading.rejectedCount += 1
      if (rejectedRows.length < REJECTED_ROWS_MAX) rejectedRows.push({ file: layout.name, line, reason })
    })
    const cells = layout.columnOfCell.flatMap((column, cell) => {
      const found = growing.get(column)

      return found === undefined ? [] : [{ cell, column: found }]
    })

    return { file, layout, scan, cells, batch: cellBatch(layout.width), from: rowCount, rejectedCount: 0 }
  }

  function closeFile(): void {
    const { layout, from, rejectedCount } = reading

    fileRows.push({ name: layout.name, from, count: rowCount - from, rejectedCount, isNumbered: layout.idCell === -1 })
  }

  function takeBatch(): void {
    const { scan, batch, cells } = reading

    for (const { cell, column } of cells) {
      if (rowCount + batch.count > column.codes.length) column.codes = enlarged(column.codes, rowCount + batch.count)
      encodeCells(column.dictionary, batch, cell, scan.bytes, scan.view, column.codes, rowCount)
    }
    if (keepsIds) addIds(ids, scan, batch)
    rowCount += batch.count
  }

  return {
    take(file, piece, isLast) {
      if (file !== reading.file) reading = openFile(file)
      const { scan, batch } = reading

      feed(scan, piece, isLast)
      do {
        scanBatch(scan, batch)
        takeBatch()
      } while (batch.count === batch.rowsMax)
      if (isLast) closeFile()
    },
    readRecords: () => ({ ...orderRecords(ids, fileRows), files: fileRows, rejectedRows }),
    finishColumn(column, order) {
      const { dictionary, codes } = growing.get(column) as GrowingColumn

      growing.delete(column)
      reading.cells.length = 0

      return finishColumn(dictionary, codes.length < rowCount ? enlarged(codes, rowCount) : codes, order)
    },
  }
}

function enlarged(codes: Int32Array, needed: number): Int32Array {
  const larger = new Int32Array(needed + (needed >> 2) + 1024)

  larger.set(codes)

  return larger
}
