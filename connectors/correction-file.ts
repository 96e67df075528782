import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { SourceError } from './source-error.ts'
import type { CorrectionRequest, DeliveryOutcome, SourceContext } from './connector.ts'

/** One change of one record, as the receiving system finds it in the file. */
interface CorrectionLine {
  readonly idempotency_key: string
  /** The file or wildcard of the flow, so that one folder may serve several flows. */
  readonly source: string
  readonly key: string
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}

interface CorrectionFormat {
  readonly extension: string
  write(lines: readonly CorrectionLine[]): string
  read(text: string): readonly CorrectionLine[]
}

export interface CorrectionSelect {
  readonly file: string
  readonly corrections?: string | undefined
}

const COLUMNS = ['idempotency_key', 'source', 'key', 'column', 'before', 'after'] as const

/** Machine files: nothing is escaped for spreadsheets here. */
const FORMATS = {
  csv: {
    extension: 'csv',
    write: (lines) => stringify([...lines], { header: true, columns: [...COLUMNS] }),
    read: (text) => parse<CorrectionLine>(text, { columns: true }),
  },
  jsonl: {
    extension: 'jsonl',
    write: (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    read: (text) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as CorrectionLine])),
  },
} as const satisfies Record<string, CorrectionFormat>

/** Puts corrections for a system that only takes files into `corrections-<batchId>`: whole or not at all, and never twice. */
export function correctionFile(formatName: keyof typeof FORMATS, { baseDir }: SourceContext) {
  const format: CorrectionFormat = FORMATS[formatName]

  const pathOf = (select: CorrectionSelect, batchId: string) =>
    join(
      resolve(baseDir, select.corrections ?? join(dirname(select.file), 'corrections')),
      `corrections-${encodeURIComponent(batchId)}.${format.extension}`,
    )

  const written = async (path: string): Promise<readonly CorrectionLine[]> => {
    try {
      return format.read(await readFile(path, 'utf8'))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw writeFailed(path, cause)
    }
  }

  const keysWritten = async (select: CorrectionSelect, batchId: string) =>
    new Set((await written(pathOf(select, batchId))).map((line) => line.idempotency_key))

  return {
    /** A batch sent again with more corrections keeps those it already holds. */
    async deliver(
      select: CorrectionSelect,
      batchId: string,
      requests: readonly CorrectionRequest[],
    ): Promise<readonly DeliveryOutcome[]> {
      const path = pathOf(select, batchId)
      const old = await written(path)
      const known = new Set(old.map((line) => line.idempotency_key))
      const added = requests.filter(({ idempotencyKey }) => !known.has(idempotencyKey))

      if (added.length > 0) await writeWhole(path, format.write([...old, ...added.flatMap(linesOf(select))]))
      return requests.map(({ idempotencyKey }) => ({ idempotencyKey, state: 'applied', reason: null }))
    },

    async readBack(select: CorrectionSelect, batchId: string, requests: readonly CorrectionRequest[]) {
      const known = await keysWritten(select, batchId)
      return requests.map(({ idempotencyKey }) => ({
        idempotencyKey,
        state: known.has(idempotencyKey) ? ('applied' as const) : ('planned' as const),
      }))
    },
  }
}

const linesOf =
  ({ file }: CorrectionSelect) =>
  ({ idempotencyKey, sourceKey, changes }: CorrectionRequest): readonly CorrectionLine[] =>
    changes.map(({ column, before, after }) => ({
      idempotency_key: idempotencyKey,
      source: file,
      key: sourceKey,
      column,
      before,
      after,
    }))

function writeFailed(path: string, cause: unknown): SourceError {
  const { code = 'unreadable content' } = cause as NodeJS.ErrnoException
  return new SourceError('SOURCE_WRITE_FAILED', { path, cause: code }, { cause })
}

/** A reader of the folder sees the old file or the new one, never a part: written aside, flushed, renamed. */
async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    await flushTo(aside, text)
    await rename(aside, path)
    await flushFolder(dirname(path))
  } catch (cause) {
    await unlink(aside).catch(() => {}) // it may not exist; the cause below is what matters
    throw writeFailed(path, cause)
  }
}

async function flushTo(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename survives a power cut only once its folder is flushed too; some file systems refuse, and then it is as safe as it gets. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync().catch(() => {})
  } finally {
    await folder.close()
  }
}
