import { ReconcileError } from '../../domain/reconcile-error.ts'
import { cellEnd } from './byte-dictionary.ts'
import { filePieces } from './file-pieces.ts'
import { cellBatch, feed, recordScan, scanCells } from './record-scanner.ts'

/** What the first record of a file says about it. */
export interface TableHeader {
  /** Bytes. */
  readonly delimiter: number
  readonly newline: number
  readonly names: readonly string[]
}

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
  let end = 0

  for (; end < bytes.length; end += 1) {
    const byte = bytes[end] as number

    if (byte === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (byte === NEWLINE || byte === RETURN) break
    else if (counts.has(byte)) counts.set(byte, (counts.get(byte) as number) + 1)
  }
  const isEndUnknown = bytes[end] === NEWLINE ? false : bytes[end] === RETURN ? end + 1 === bytes.length : true

  if (end === 0 || (isEndUnknown && !isLast)) return null
  const delimiter = DELIMITERS.reduce((best, one) =>
    (counts.get(one) as number) > (counts.get(best) as number) ? one : best,
  )
  const isOldMac = bytes[end] === RETURN && end + 1 < bytes.length && bytes[end + 1] !== NEWLINE

  return { length: end, delimiter, newline: isOldMac ? RETURN : NEWLINE }
}

function headerOf(path: string, bytes: Buffer, { delimiter, newline }: HeaderLine): TableHeader {
  const scan = recordScan(path, { delimiter, newline, width: COLUMNS_MAX, idCell: -1 }, () => {})
  const batch = cellBatch(COLUMNS_MAX, 1)
  const invalid = (found: string) => new ReconcileError('TABLE_HEADER_INVALID', { path, found })

  feed(scan, bytes, true)
  if (scanCells(scan, batch) < 0) throw invalid('a quote that does not close, or text behind a closing quote')
  if (scan.cellCount > COLUMNS_MAX) throw invalid(`more than ${COLUMNS_MAX} columns`)
  if (bytes.includes(0)) throw invalid('NUL characters; it may be UTF-16 or no text at all')

  return {
    delimiter,
    newline,
    names: Array.from({ length: scan.cellCount }, (_, cell) => {
      const end = cellEnd(scan.bytes, batch, cell)
      const name = Buffer.from(scan.bytes.subarray(batch.starts[cell], end)).toString('utf8').trim()

      return name === '' ? `column_${cell + 1}` : name
    }),
  }
}
