import { stat } from 'node:fs/promises'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { filePieces, unreadable } from './file-pieces.ts'
import type { FinishedColumn } from './finish-column.ts'
import type { MatchTable } from './match-table.ts'
import type { FileRows } from './order-records.ts'
import type { EncoderPlan } from './column-encoder.ts'
import { tableFiles } from './table-files.ts'
import { readHeader } from './table-header.ts'
import { layTables, type FileLayout, type TableLayout, type TableOptions } from './table-layout.ts'
import { planEncoders, planInline, type TableSample } from './plan-encoders.ts'
import { encodeInline, encodeInThreads, type BatchSize } from './column-encoders.ts'
import { batchRows } from './record-batch.ts'
import { tableScanner, type ReadRecords, type TableScanner } from './table-scanner.ts'

export interface TableTools {
  readonly workerCount: number
  readonly signal?: AbortSignal | undefined
  /** Bytes of text read so far; of how many is known only of files that are not compressed. */
  readonly progress?: ((bytesRead: number) => void) | undefined
  /** How much is read at once; any size gives the same table. */
  readonly pieceBytes?: number | undefined
  /** Below this many bytes no thread is started: starting one takes longer. */
  readonly bytesInlineMax?: number | undefined
}

const PIECE_BYTES = 1 << 20
const BYTES_INLINE_MAX = 8 << 20
/** Enough to know a file by. */
const START_BYTES = 1 << 16
const FILES_MAX = 1000
/** How many times larger text is than its compressed file, at a guess. */
const GZ_RATIO = 5

/** Reads CSV files, plain or .gz, into one table of columns. */
export async function readTables(
  paths: readonly string[],
  options: TableOptions,
  tools: TableTools,
): Promise<MatchTable> {
  const files = tableFiles(paths)
  const headers = []

  assertFiles(paths)
  const sizes = await Promise.all(files.map(({ path }) => textSize(path)))

  for (const { path } of files) headers.push(await readHeader(path, tools.pieceBytes ?? START_BYTES, tools.signal))

  for (let numbered: ReadonlySet<number> = new Set(); ;) {
    const layout = layTables(files, headers, options, numbered)
    const table = await readLaidOut(layout, sizes, options, tools)

    if ('count' in table) return table
    numbered = new Set([...numbered, ...table.unfit])
  }
}

function assertFiles(paths: readonly string[]): void {
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)

  if (twice !== undefined) {
    throw new ReconcileError('ARGUMENT_INVALID', { at: 'FILES', found: `${twice} twice`, allowed: 'each file once' })
  }
  if (paths.length > FILES_MAX) {
    throw new ReconcileError('ARGUMENT_INVALID', {
      at: 'FILES',
      found: `${paths.length} files`,
      allowed: `at most ${FILES_MAX}`,
    })
  }
}

/** How much text a file holds, as far as its size tells. Files are read twice, which a pipe cannot be. */
async function textSize(path: string): Promise<number> {
  const file = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })

  if (!file.isFile()) throw new ReconcileError('TABLE_UNREADABLE', { path, cause: 'not a regular file' })

  return file.size * (path.endsWith('.gz') ? GZ_RATIO : 1)
}

/** Answers the files whose `id` column turned out to name no records instead, if there are any. */
async function readLaidOut(
  layout: TableLayout,
  sizes: readonly number[],
  options: TableOptions,
  tools: TableTools,
): Promise<MatchTable | { readonly unfit: readonly number[] }> {
  const textBytes = sizes.reduce((sum, size) => sum + size, 0)
  const isSmall = textBytes <= (tools.bytesInlineMax ?? BYTES_INLINE_MAX)
  const size = batchSize(layout, tools)
  const plans = isSmall
    ? [planInline(layout, textBytes)]
    : await planEncoders(layout, size, await sampleOf(layout, sizes, tools), textBytes, tools.workerCount)
  const [plan] = plans as [EncoderPlan]

  await using encoders = isSmall ? encodeInline(plan, size) : encodeInThreads(plans, size)
  const scanner = tableScanner(layout.files, plan.expectedRows, encoders)

  await takeAll(layout, scanner, tools)
  const records = scanner.readRecords()

  if (options.id === undefined) {
    const unfit = layout.files.flatMap(({ idCell }, file) => (idCell !== -1 && isUnfit(records, file) ? [file] : []))

    if (unfit.length > 0) return { unfit }
  } else assertNotRepeated(layout, records)
  const finished = await encoders.finishColumns(records.order)

  return {
    count: records.order.length,
    files: records.files.map((file, index) => ({
      ...file,
      path: (layout.files[index] as FileLayout).path,
      idColumn: layout.idColumns[index] ?? null,
    })),
    columns: layout.names.map((name, column) => ({ name, ...(finished.get(column) as FinishedColumn) })),
    systems: systemsOf(records),
    ids: records.ids,
    rejectedCount: records.files.reduce((sum, file) => sum + file.rejectedCount, 0),
    rejectedRows: records.rejectedRows,
  }
}

function batchSize({ files }: TableLayout, tools: TableTools): BatchSize {
  return {
    cellsMax: Math.max(...files.map(({ width }) => width * batchRows(width))),
    rowsMax: Math.max(...files.map(({ width }) => batchRows(width))),
    pieceBytes: tools.pieceBytes ?? PIECE_BYTES,
  }
}

/** How the largest file begins. */
async function sampleOf(layout: TableLayout, sizes: readonly number[], { signal }: TableTools): Promise<TableSample> {
  const file = sizes.indexOf(Math.max(...sizes))

  for await (const { bytes } of filePieces((layout.files[file] as FileLayout).path, START_BYTES, signal)) {
    return { file, bytes: bytes.slice() }
  }

  return { file, bytes: new Uint8Array(0) }
}

async function takeAll({ files }: TableLayout, scanner: TableScanner, tools: TableTools): Promise<void> {
  let bytesRead = 0

  for (const [file, { path }] of files.entries()) {
    for await (const { bytes, isLast } of filePieces(path, tools.pieceBytes ?? PIECE_BYTES, tools.signal)) {
      await scanner.take(file, bytes, isLast)
      bytesRead += bytes.length
      tools.progress?.(bytesRead)
    }
  }
}

/** An `id` column with repeated values, or without any, does not name the records. */
function isUnfit({ files, repeated }: ReadRecords, file: number): boolean {
  const { count, rejectedCount } = files[file] as FileRows

  return repeated.some((found) => found.file === file) || (count === 0 && rejectedCount > 0)
}

function assertNotRepeated({ files }: TableLayout, { repeated: [found] }: ReadRecords): void {
  if (found === undefined) return
  const [first, second] = found.lines

  throw new ReconcileError('TABLE_ID_REPEATED', { path: (files[found.file] as FileLayout).path, first, second })
}

function systemsOf({ files, order }: ReadRecords): Uint16Array {
  const systems = new Uint16Array(new SharedArrayBuffer(2 * order.length))

  files.forEach(({ from, count }, file) => systems.fill(file, from, from + count))

  return systems
}
