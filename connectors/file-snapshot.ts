import { basename } from 'node:path'
import type { FileEnd } from './file-end.ts'
import { changeSince, fileFailure, filesMatching, type FileStamp } from './file-set.ts'
import { fileText, type TextChunk } from './file-text.ts'
import { rowSink, type RowSink } from './row-sink.ts'
import { SourceError } from './source-error.ts'
import type { ProbeResult, SnapshotBatch, SnapshotEnd, SnapshotReader, SourceContext } from './connector.ts'

/**
 * Reads one file into the sink. Every `yield` lets the snapshot hand over what is there, so memory stays bounded, and
 * says which columns are known by now (null: none yet).
 */
export type ReadFile = (
  file: FileStamp,
  sink: RowSink,
  context: SourceContext,
) => AsyncGenerator<readonly string[] | null, FileEnd>

/** A format that is text: it is fed chunks and asked for the end. */
export interface TextParser {
  take(chunk: TextChunk): void
  finish(): FileEnd
  /** Known once the header was read; null before. */
  columns(): readonly string[] | null
}

/** A {@link ReadFile} for a text format. */
export function readTextFile(encoding: string, parserFor: (file: FileStamp, sink: RowSink) => TextParser): ReadFile {
  return async function* (file, sink, { signal }) {
    const parser = parserFor(file, sink)
    try {
      for await (const chunk of fileText(file.path, encoding, signal)) {
        parser.take(chunk)
        yield parser.columns()
      }
    } catch (cause) {
      return {
        columns: columnsOr(parser, file, cause),
        proof: 'none',
        expectedCount: null,
        reason: cutReason(file, cause),
      }
    }
    return parser.finish()
  }
}

function columnsOr(parser: TextParser, file: FileStamp, cause: unknown): readonly string[] {
  const columns = parser.columns()
  if (columns !== null || !isZlibError(cause)) return columns ?? []
  throw new SourceError(
    'SOURCE_FORMAT_INVALID',
    {
      path: file.path,
      format: 'gzip',
      found: 'bytes that are not compressed',
      allowed: 'a .gz file, or another file name',
    },
    { cause },
  )
}

const isZlibError = (cause: unknown) => (cause as NodeJS.ErrnoException).code?.startsWith('Z_') === true

/** A damaged end of a compressed file is an incomplete snapshot; everything else is thrown. */
function cutReason(file: FileStamp, cause: unknown): string {
  const { code = '' } = cause as NodeJS.ErrnoException
  if (code === 'Z_BUF_ERROR') return `${basename(file.path)} is cut off`
  if (isZlibError(cause)) return `${basename(file.path)} is damaged`
  throw fileFailure(file.path, cause)
}

function assertSameColumns(first: readonly string[], file: FileStamp, columns: readonly string[]): void {
  const missing = first.filter((column) => !columns.includes(column))
  if (missing.length === 0 && columns.length === first.length) return
  throw new SourceError('SOURCE_FORMAT_INVALID', {
    path: file.path,
    format: 'a part of this flow',
    found: `${columns.length} columns, ${missing.length} of the first file's missing`,
    allowed: 'the same columns in every file of a wildcard',
  })
}

/** The columns of the first file, from as little of it as possible. */
export async function probeFile(pattern: string, context: SourceContext, readFile: ReadFile): Promise<ProbeResult> {
  const [file] = await filesMatching(context.baseDir, pattern)
  const reading = readFile(file as FileStamp, rowSink(), context)

  try {
    for (;;) {
      const step = await reading.next()
      const columns = step.done === true ? step.value.columns : step.value
      if (columns !== null) return { columns, rowCountEstimate: null }
    }
  } finally {
    await reading.return(undefined as never)
  }
}

/** One snapshot over all files of a flow: at most 1,000 rows in a batch, complete only when every file was and none changed meanwhile. */
export function fileSnapshot(
  pattern: string,
  context: SourceContext,
  readFile: ReadFile,
  { hasFixedColumns = true } = {},
): SnapshotReader {
  const sink = rowSink()
  const ends: FileEnd[] = []
  let changed: string | null = 'the reading was not finished'

  async function* readBatches(): AsyncGenerator<SnapshotBatch> {
    const files = await filesMatching(context.baseDir, pattern)

    for (const file of files) {
      const reading = readFile(file, sink, context)
      try {
        let step = await reading.next()
        for (; step.done !== true; step = await reading.next()) yield* bounded(false)
        if (hasFixedColumns && ends[0] !== undefined) assertSameColumns(ends[0].columns, file, step.value.columns)
        ends.push(step.value)
      } finally {
        await reading.return(undefined as never)
      }
    }
    yield* bounded(true)
    changed = await changeSince(context.baseDir, pattern, files)
  }

  function* bounded(isLast: boolean): Generator<SnapshotBatch> {
    for (const batch of sink.takeBatches(isLast)) {
      context.signal.throwIfAborted()
      yield batch
    }
  }

  return { batches: readBatches(), end: () => snapshotEnd(ends, sink.rowCount(), changed) }
}

function snapshotEnd(ends: readonly FileEnd[], rowCount: number, changed: string | null): SnapshotEnd {
  const reasons = [...ends.map(({ reason }) => reason), changed].filter((reason) => reason !== null)
  const isCounted = ends.length > 0 && ends.every(({ expectedCount }) => expectedCount !== null)
  const isComplete = reasons.length === 0

  return {
    isComplete,
    proof: isComplete ? (ends[0]?.proof ?? 'none') : 'none',
    rowCount,
    expectedCount: isCounted ? ends.reduce((sum, { expectedCount }) => sum + (expectedCount ?? 0), 0) : null,
    reason: isComplete ? null : reasons.join('; '),
    columns: [...new Set(ends.flatMap(({ columns }) => columns))],
  }
}
