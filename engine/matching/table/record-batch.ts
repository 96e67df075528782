import { sharedInt32 } from '../kernel/shared-columns.ts'

/** Where the cells of some records stand in the bytes, column after column: cell c of row r is at `c * rowsMax + r`. */
export interface Cells {
  /** Longer than the text: a newline and a quote stand behind it, so that no loop asks for its end. */
  bytes: Uint8Array
  rowsMax: number
  count: number
  readonly starts: Int32Array
  /** Bitwise not of the end where the cell holds doubled quotes. */
  readonly ends: Int32Array
}

/** Some records, and where they stand in their file. */
export interface RecordBatch extends Cells {
  /** Line where the record begins, and its number among the records of the file; both from 1. */
  readonly lines: Int32Array
  readonly rowNumbers: Int32Array
}

/** Cells a batch has room for: about as many as a piece holds. More where there are many columns, for rows may lack most of their cells. */
const BATCH_CELLS = 1 << 18
const BATCH_ROWS_MIN = 1 << 10

/** Records of a file of this width that are dealt with at a time. */
export function batchRows(width: number): number {
  return Math.max(BATCH_ROWS_MIN, Math.floor(BATCH_CELLS / width))
}

/** In memory that threads see; what is never filled costs nothing. */
export function recordBatch(cellsMax: number, rowsMax: number, pieceBytes: number): RecordBatch {
  return {
    bytes: sharedText(pieceBytes),
    rowsMax,
    count: 0,
    starts: sharedInt32(cellsMax),
    ends: sharedInt32(cellsMax),
    lines: new Int32Array(rowsMax),
    rowNumbers: new Int32Array(rowsMax),
  }
}

/** Room behind the text for what stands there, and for looking at four bytes. */
const SLACK = 8

/** Memory for a text of this length. */
export function sharedText(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length + SLACK))
}

/** How long a text may be to fit. */
export function roomFor({ bytes }: Cells): number {
  return bytes.length - SLACK
}
