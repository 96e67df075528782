import { ReconcileError } from '../../domain/reconcile-error.ts'
import { trimmedStart } from './cell-space.ts'
import { batchRows, roomFor, sharedText, type RecordBatch } from './record-batch.ts'

/** How the records of one file are told apart. */
export interface TableDialect {
  /** Bytes. */
  readonly delimiter: number
  readonly newline: number
  /** Cells of a full record. */
  readonly width: number
  /** Which cell holds the id; -1 when the number of the row is the id. */
  readonly idCell: number
}

/** A row that was left out, and why. */
export interface RejectedRow {
  readonly file: string
  /** Where its record begins, counted from 1. */
  readonly line: number
  readonly reason: TableRejectionReason
}

export type TableRejectionReason = 'id-missing' | 'misplaced-quote' | 'nul-character' | 'too-many-fields'

/** What is known while the bytes of one file go by. */
export interface RecordScan {
  readonly path: string
  readonly dialect: TableDialect
  /** The byte that ends a cell, and that which ends a record, four times. */
  readonly fourDelimiters: number
  readonly fourNewlines: number
  readonly reject: (line: number, reason: TableRejectionReason) => void
  readonly rowsMax: number
  /** Those of the batch at hand, of which so many are text. */
  bytes: Uint8Array
  view: DataView
  length: number
  at: number
  isLast: boolean
  mayHoldNul: boolean
  isHeaderDue: boolean
  line: number
  rowNumber: number
  /** Of the record at hand. */
  cellCount: number
  newlineCount: number
  quoteLine: number
  quotedEnd: number
}

const QUOTE = 0x22
const RETURN = 0x0d
const INCOMPLETE = -1
const MISPLACED_QUOTE = -2
const ONES = 0x01010101
const HIGH_BITS = 0x80808080 | 0

export function recordScan(
  path: string,
  dialect: TableDialect,
  reject: RecordScan['reject'],
  rowsMax: number = batchRows(dialect.width),
): RecordScan {
  return {
    path,
    dialect,
    fourDelimiters: dialect.delimiter * ONES,
    fourNewlines: dialect.newline * ONES,
    reject,
    rowsMax,
    bytes: new Uint8Array(0),
    view: new DataView(new ArrayBuffer(0)),
    length: 0,
    at: 0,
    isLast: false,
    mayHoldNul: false,
    isHeaderDue: true,
    line: 1,
    rowNumber: 0,
    cellCount: 0,
    newlineCount: 0,
    quoteLine: 0,
    quotedEnd: 0,
  }
}

/** Puts what is left of the bytes so far, and the piece behind it, into the batch. */
export function feed(scan: RecordScan, batch: RecordBatch, piece: Uint8Array, isLast: boolean): void {
  const left = scan.bytes.subarray(scan.at, scan.length)
  const length = left.length + piece.length
  const bytes = length > roomFor(batch) ? sharedText(2 * length) : batch.bytes

  bytes.set(left)
  bytes.set(piece, left.length)
  bytes[length] = scan.dialect.newline
  bytes[length + 1] = QUOTE
  batch.bytes = bytes
  batch.rowsMax = scan.rowsMax
  scan.bytes = bytes
  scan.view = new DataView(bytes.buffer)
  scan.at = 0
  scan.length = length
  scan.isLast = isLast
  scan.mayHoldNul = Buffer.from(bytes.buffer, 0, length).includes(0)
}

/** Finds the cells of the next records. A batch that is not full has all of them that are whole. */
export function scanBatch(scan: RecordScan, batch: RecordBatch): void {
  batch.count = 0
  while (batch.count < batch.rowsMax && scan.at < scan.length) {
    scan.newlineCount = 0
    let next = scanCells(scan, batch)

    if (next === MISPLACED_QUOTE) next = afterLine(scan)
    if (next === INCOMPLETE) return assertBounded(scan)
    takeRecord(scan, batch, next)
    scan.line += scan.newlineCount + 1
    scan.at = next
  }
}

/** Finds the cells of one record and answers where the next begins, or, below 0, why it cannot. */
export function scanCells(scan: RecordScan, batch: RecordBatch): number {
  const { bytes, view, fourDelimiters, fourNewlines } = scan
  const { delimiter, width } = scan.dialect
  const { starts, ends, rowsMax } = batch
  let place = batch.count
  let at = scan.at

  for (let cell = 0; ; cell += 1) {
    let start = at
    let end = at

    if (bytes[at] === QUOTE) {
      at = afterQuoted(scan, at)
      if (at < 0) return at
      start += 1
      end = scan.quotedEnd
    } else {
      // Four bytes at a time: the lowest set bit is that of the first delimiter or newline among them.
      for (let found = 0; found === 0; at += found === 0 ? 4 : (31 - Math.clz32(found & -found)) >> 3) {
        const four = view.getInt32(at, true)
        const delimiters = four ^ fourDelimiters
        const newlines = four ^ fourNewlines

        found = (((delimiters - ONES) & ~delimiters) | ((newlines - ONES) & ~newlines)) & HIGH_BITS
      }
      end = at
    }
    if (cell < width) {
      starts[place] = start
      ends[place] = end
      place += rowsMax
    }
    if (bytes[at] !== delimiter) {
      scan.cellCount = cell + 1
      break
    }
    at += 1
  }
  if (at < scan.length) return at + 1

  return scan.isLast ? at : INCOMPLETE
}

/** Behind the quoted cell that opens here: at a delimiter or the end of the line. */
function afterQuoted(scan: RecordScan, open: number): number {
  const { bytes, length } = scan
  const { newline } = scan.dialect
  let hasDoubled = false
  let at = open + 1

  scan.quoteLine = scan.line + scan.newlineCount
  for (; ; at += 2) {
    for (; bytes[at] !== QUOTE; at += 1) if (bytes[at] === newline) scan.newlineCount += 1
    if (at >= length) return INCOMPLETE
    if (bytes[at + 1] !== QUOTE) break
    hasDoubled = true
  }
  scan.quotedEnd = hasDoubled ? ~at : at

  return endOfCell(scan, at + 1)
}

/** Where a delimiter or the end of a line must stand. */
function endOfCell({ bytes, dialect: { delimiter, newline } }: RecordScan, behindQuote: number): number {
  const isReturn = bytes[behindQuote] === RETURN && bytes[behindQuote + 1] === newline
  const at = isReturn ? behindQuote + 1 : behindQuote

  return bytes[at] === delimiter || bytes[at] === newline ? at : MISPLACED_QUOTE
}

/** A stray quote costs its line: where the next one begins. */
function afterLine(scan: RecordScan): number {
  const end = scan.bytes.indexOf(scan.dialect.newline, scan.at)

  scan.newlineCount = 0
  scan.cellCount = 0
  if (end < scan.length) return end + 1

  return scan.isLast ? scan.length : INCOMPLETE
}

function takeRecord(scan: RecordScan, batch: RecordBatch, next: number): void {
  const { width } = scan.dialect
  const { starts, ends, rowsMax, count } = batch

  if (isBlank(scan, next)) return
  if (scan.isHeaderDue) {
    scan.isHeaderDue = false

    return
  }
  scan.rowNumber += 1
  for (let cell = scan.cellCount; cell < width; cell += 1) {
    starts[cell * rowsMax + count] = 0
    ends[cell * rowsMax + count] = 0
  }
  const reason = rejectionOf(scan, batch, next)

  if (reason !== null) return scan.reject(scan.line, reason)
  batch.lines[count] = scan.line
  batch.rowNumbers[count] = scan.rowNumber
  batch.count = count + 1
}

function rejectionOf(scan: RecordScan, batch: RecordBatch, next: number): TableRejectionReason | null {
  const { idCell, width } = scan.dialect

  if (scan.cellCount === 0) return 'misplaced-quote'
  if (scan.cellCount > width) return 'too-many-fields'
  if (scan.mayHoldNul && scan.bytes.subarray(scan.at, next).includes(0)) return 'nul-character'
  if (idCell === -1) return null
  const place = idCell * batch.rowsMax + batch.count
  const end = batch.ends[place] as number

  return end >= 0 && trimmedStart(scan.bytes, batch.starts[place] as number, end) === end ? 'id-missing' : null
}

/** Nothing but a line end. */
function isBlank({ bytes, at, cellCount, dialect }: RecordScan, next: number): boolean {
  if (cellCount !== 1) return false
  let end = bytes[next - 1] === dialect.newline ? next - 1 : next

  if (end > at && bytes[end - 1] === RETURN) end -= 1

  return end === at
}

/** A record larger than this is no record but a file of another kind, or a quote that never closes. */
export const RECORD_BYTES_MAX = 16 << 20

function assertBounded(scan: RecordScan): void {
  const { path, line, quoteLine, isLast } = scan

  // Only inside quotes can a record be unfinished where the file ends.
  if (isLast) throw new ReconcileError('TABLE_QUOTE_UNCLOSED', { path, line: quoteLine })
  if (scan.length - scan.at > RECORD_BYTES_MAX) {
    throw new ReconcileError('TABLE_RECORD_TOO_LARGE', { path, line, limit: RECORD_BYTES_MAX >> 20 })
  }
}
