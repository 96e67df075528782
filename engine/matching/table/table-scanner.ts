import type { ColumnEncoders } from './column-encoders.ts'
import { addIds, idList } from './id-list.ts'
import { orderRecords, type FileRows, type OrderedRecords } from './order-records.ts'
import { feed, recordScan, scanBatch, type RejectedRow } from './record-scanner.ts'
import type { FileLayout } from './table-layout.ts'

export interface ReadRecords extends OrderedRecords {
  readonly files: readonly FileRows[]
  readonly rejectedRows: readonly RejectedRow[]
}

/** Finds the records of all files, one file after the other, keeps their ids and hands their cells to the encoders. */
export interface TableScanner {
  take(file: number, piece: Uint8Array, isLast: boolean): Promise<void>
  /** Once all is taken. */
  readRecords(): ReadRecords
}

const REJECTED_ROWS_MAX = 1000
const NOTHING = new Uint8Array(0)

export function tableScanner(
  files: readonly FileLayout[],
  expectedRows: number,
  encoders: Pick<ColumnEncoders, 'freeBatch' | 'encode'>,
): TableScanner {
  const ids = idList(expectedRows)
  const fileRows: FileRows[] = []
  const rejectedRows: RejectedRow[] = []
  let reading = openFile(0)

  function openFile(file: number) {
    const layout = files[file] as FileLayout
    const scan = recordScan(layout.path, layout, (line, reason) => {
      reading.rejectedCount += 1
      if (rejectedRows.length < REJECTED_ROWS_MAX) rejectedRows.push({ file: layout.name, line, reason })
    })

    return { file, layout, scan, from: ids.count, rejectedCount: 0 }
  }

  function closeFile(): void {
    const { layout, from, rejectedCount } = reading

    fileRows.push({ name: layout.name, from, count: ids.count - from, rejectedCount, isNumbered: layout.idCell === -1 })
  }

  return {
    async take(file, piece, isLast) {
      if (file !== reading.file) reading = openFile(file)
      const { scan, layout } = reading

      for (let rest = piece; ; rest = NOTHING) {
        const batch = await encoders.freeBatch()

        feed(scan, batch, rest, isLast)
        scanBatch(scan, batch)
        const { count, rowsMax } = batch

        if (count > 0) {
          addIds(ids, batch, layout.idCell)
          encoders.encode(file, batch)
        }
        if (count < rowsMax) break
      }
      if (isLast) closeFile()
    },
    readRecords: () => ({ ...orderRecords(ids, fileRows), files: fileRows, rejectedRows }),
  }
}
