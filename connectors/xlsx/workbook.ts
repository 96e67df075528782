import { readFile } from 'node:fs/promises'
import { readXlsx, streamXlsxRows } from 'hucre'
import { fileFailure } from '../file-set.ts'
import { SourceError } from '../source-error.ts'
import { cellText } from './cell-text.ts'

/** A workbook is held in memory while it is read: its shared strings may be needed by any row. */
const FILE_BYTES_MAX = 256 * 2 ** 20

export interface SheetRow {
  /** As the sheet counts: from 1. */
  readonly number: number
  readonly cells: readonly (string | null)[]
}

/** The only place that knows the xlsx library. Yields the rows of one sheet; unreadable workbooks are coded errors. */
export async function* sheetRows(
  path: string,
  sheet: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<SheetRow> {
  const bytes = await readFile(path, { signal }).catch((cause: unknown) => {
    throw fileFailure(path, cause)
  })
  if (bytes.length > FILE_BYTES_MAX)
    throw invalid(path, `${bytes.length} bytes`, `at most ${FILE_BYTES_MAX} bytes; export it as csv`)

  try {
    if (sheet !== undefined) await assertSheet(path, bytes, sheet)
    for await (const { index, values } of streamXlsxRows(bytes, sheet === undefined ? {} : { sheet })) {
      signal.throwIfAborted()
      yield { number: index + 1, cells: values.map(cellText) }
    }
  } catch (cause) {
    throw workbookError(path, cause)
  }
}

async function assertSheet(path: string, bytes: Uint8Array, sheet: string): Promise<void> {
  const names: string[] = []
  await readXlsx(bytes, {
    sheets(info) {
      names.push(info.name)
      return false
    },
  })
  if (!names.includes(sheet)) throw invalid(path, `no sheet "${sheet}"`, `the sheets ${names.join(', ')}`)
}

const invalid = (path: string, found: string, allowed: string, cause?: unknown) =>
  new SourceError('SOURCE_FORMAT_INVALID', { path, format: 'xlsx', found, allowed }, { cause })

/** The library has its own error classes; an abort and our own errors pass through. */
function workbookError(path: string, cause: unknown): unknown {
  if (cause instanceof SourceError || !(cause instanceof Error) || cause.name === 'AbortError') return cause
  return cause.name === 'EncryptedFileError'
    ? invalid(path, 'a workbook with a password', 'a workbook without one', cause)
    : invalid(path, 'a damaged or unfinished workbook', 'a whole .xlsx file', cause)
}
