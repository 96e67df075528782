import { ReconcileError } from '../../domain/reconcile-error.ts'
import { cellEnd } from './encode-cells.ts'
import { filePieces } from './file-pieces.ts'
import { recordBatch } from './record-batch.ts'
import { feed, recordScan, scanCells } from './record-scanner.ts'

/** What the first record of a file says about it. */
export interface TableHeader {
  /** Bytes. */
  readonly delimiter: number
  readonly newline: number
  readonly names: readonly string[]
}

const COMMA = 0x2c
const DELIMITERS = [',', ';', '\t', '|'].map((delimiter) => delimiter.charCodeAt(0))
const NEWLINE = 0x0a
const RETURN = 0x0d
const QUOTE = 0x22
const HEADER_BYTES_MAX = 1 << 20
const COLUMNS_MAX = 10_000

/** Reads the names of the columns and finds out what stands between cells and at the end of lines. */
export async function readHeader(path: string, pieceBytes: number, signal?: AbortSignal): Promise<TableHeader> {
  let start = Buffer.alloc(0)

  for await (const { bytes, isLast } of filePieces(path, pieceBytes, signal)) {
    start = Buffer.concat([start, bytes])
    const text = start.subarray(firstLineAt(start))
    const line = headerLine(text, isLast)

    if (line !== null) return headerOf(path, text.subarray(0, line.length), line)
    if (start.length > HEADER_BYTES_MAX) {
      throw new ReconcileError('TABLE_HEADER_INVALID', { path, found: 'no end of the first line within 1 MiB' })
    }
  }
  throw new ReconcileError('TABLE_EMPTY', { path })
}

interface HeaderLine {
  readonly length: number
  readonly delimiter: number
  readonly newline: number
}

function firstLineAt(bytes: Buffer): number {
  const at = bytes.findIndex((byte) => byte !== NEWLINE && byte !== RETURN)

  return at === -1 ? bytes.length : at
}

/** The first line, null before its end is known. The delimiter is the one it has most of outside quotes. */
function headerLine(bytes: Buffer, isLast: boolean): HeaderLine | null {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter, 0]))
  let isQuoted = false
  let length = 0

  for (; length < bytes.length; length += 1) {
    const byte = bytes[length] as number

    if (byte === QUOTE) isQuoted = !isQuoted
    if (isQuoted) continue
    if (byte === NEWLINE || byte === RETURN) break
    if (counts.has(byte)) counts.set(byte, (counts.get(byte) as number) + 1)
  }
  const newline = newlineAt(bytes, length, isLast)

  if (length === 0 || newline === null) return null
  const [delimiter] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [COMMA, 0])

  return { length, delimiter, newline }
}

/** What ends the lines: a return stands for itself only in files of old Macs. */
function newlineAt(bytes: Buffer, at: number, isLast: boolean): number | null {
  if (bytes[at] === NEWLINE) return NEWLINE
  if (at + 1 >= bytes.length) return isLast ? NEWLINE : null

  return bytes[at + 1] === NEWLINE ? NEWLINE : RETURN
}

function headerOf(path: string, bytes: Buffer, { delimiter, newline }: HeaderLine): TableHeader {
  const scan = recordScan(path, { delimiter, newline, width: COLUMNS_MAX, idCell: -1 }, () => {}, 1)
  const batch = recordBatch(COLUMNS_MAX, 1, bytes.length)
  const invalid = (found: string) => new ReconcileError('TABLE_HEADER_INVALID', { path, found })

  feed(scan, batch, bytes, true)
  if (scanCells(scan, batch) < 0) throw invalid('a quote that does not close, or text behind a closing quote')
  if (scan.cellCount > COLUMNS_MAX) throw invalid(`more than ${COLUMNS_MAX} columns`)
  if (bytes.includes(0)) throw invalid('NUL characters; it may be UTF-16 or no text at all')

  return {
    delimiter,
    newline,
    names: Array.from({ length: scan.cellCount }, (_, cell) => {
      const end = cellEnd(batch, cell)
      const name = Buffer.from(scan.bytes.subarray(batch.starts[cell], end)).toString('utf8').trim()

      return name === '' ? `column_${cell + 1}` : name
    }),
  }
}
