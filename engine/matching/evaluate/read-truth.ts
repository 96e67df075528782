import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { truthColumns, type TruthColumns } from './truth-columns.ts'
import { pairTruth, type Truth } from './truth.ts'

/** Answers the record an id of the truth file means; `side` is the column of a pair, undefined where there is one id a line. */
export type RecordOfId = (id: string, side: 'left' | 'right' | undefined) => number | undefined

export interface ReadTruth {
  readonly truth: Truth
  readonly lineCount: number
  /** Lines left out because an id is not among the records. */
  readonly unknownLineCount: number
}

/** Reads a truth file (CSV, or .csv.gz) line by line; ids that no record has are counted, not fatal. */
export async function readTruth(path: string, recordCount: number, recordOf: RecordOfId): Promise<ReadTruth> {
  let header: readonly string[] = []
  let collector: Collector | undefined

  try {
    const file = createReadStream(path)
    const lines = parse({ bom: true, relax_column_count: true, skip_empty_lines: true })
    const collect = async (parsed: AsyncIterable<readonly string[]>) => {
      for await (const cells of parsed) {
        if (collector !== undefined) collector.take(cells)
        else collector = collectorFor((header = cells), recordCount, recordOf)
        if (collector === undefined) throw new Error('nothing more is read')
      }
    }

    await (path.endsWith('.gz') ? pipeline(file, createGunzip(), lines, collect) : pipeline(file, lines, collect))
  } catch (cause) {
    // What a reader throws inside a pipeline can arrive as ABORT_ERR, so it is told by the header instead.
    if (header.length === 0 || collector !== undefined)
      throw new ReconcileError('TRUTH_UNREADABLE', { path, cause: codeOf(cause) }, { cause })
  }
  if (collector === undefined) {
    throw new ReconcileError('TRUTH_COLUMNS_UNKNOWN', { path, found: header.slice(0, 20).join(', ') || 'no header' })
  }

  return collector.finish()
}

interface Collector {
  take(cells: readonly string[]): void
  finish(): ReadTruth
}

function collectorFor(header: readonly string[], recordCount: number, recordOf: RecordOfId): Collector | undefined {
  const columns = truthColumns(header)

  switch (columns?.form) {
    case 'pairs':
      return pairCollector(columns, recordCount, recordOf)
    case 'clusters':
      return clusterCollector(columns, recordCount, recordOf)
    case undefined:
      return undefined
  }
}

function pairCollector(
  columns: Extract<TruthColumns, { form: 'pairs' }>,
  recordCount: number,
  recordOf: RecordOfId,
): Collector {
  const lefts: number[] = []
  const rights: number[] = []
  let lineCount = 0

  return {
    take(cells) {
      const left = recordOf(cells[columns.left] ?? '', 'left')
      const right = recordOf(cells[columns.right] ?? '', 'right')

      lineCount += 1
      if (left === undefined || right === undefined) return
      lefts.push(left)
      rights.push(right)
    },
    finish: () => ({
      truth: pairTruth(lefts, rights, recordCount),
      lineCount,
      unknownLineCount: lineCount - lefts.length,
    }),
  }
}

function clusterCollector(
  columns: Extract<TruthColumns, { form: 'clusters' }>,
  recordCount: number,
  recordOf: RecordOfId,
): Collector {
  const clusterOf = new Int32Array(recordCount).fill(-1)
  const numbers = new Map<string, number>()
  let lineCount = 0
  let unknownLineCount = 0

  return {
    take(cells) {
      const record = recordOf(cells[columns.id] ?? '', undefined)
      const cluster = cells[columns.cluster] ?? ''
      const number = numbers.get(cluster) ?? numbers.size

      lineCount += 1
      if (record === undefined) unknownLineCount += 1
      else {
        numbers.set(cluster, number)
        clusterOf[record] = number
      }
    },
    finish: () => ({ truth: { form: 'clusters', clusterOf }, lineCount, unknownLineCount }),
  }
}

/** The message of a CSV error may quote a line, its code does not. */
function codeOf(cause: unknown): string {
  if (cause instanceof CsvError) return cause.code

  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown cause'
}
